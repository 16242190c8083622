#!/usr/bin/env bash
# What the tests need from the system: a browser, PostgreSQL, gettext, the Pango that PDF is set with. Installs through apt where it may,
# else says in one line what to install and fails: no test is skipped for want of it.
set -euo pipefail

missing=()
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
has_library() { python3 -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1"; }
has_postgres() { [ -n "$(find /usr/lib/postgresql -maxdepth 3 -name initdb 2>/dev/null)" ] || command -v initdb; }

need chromium command -v chromium
need postgresql has_postgres
need libpango-1.0-0 has_library libpango-1.0.so.0
need libpangoft2-1.0-0 has_library libpangoft2-1.0.so.0
need libharfbuzz-subset0 has_library libharfbuzz-subset.so.0
need gettext command -v xgettext
if [ ${#missing[@]} = 0 ]; then exit 0; fi

administrator=()
if [ "$(id -u)" != 0 ]; then administrator=(sudo -n); fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if command -v apt-get >/dev/null && "${administrator[@]}" true 2>/dev/null; then
    printf '  Installing with apt-get: %s\n' "${missing[*]}"
    apt=("${administrator[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
    if "${apt[@]}" update >"$log" 2>&1 &&
        "${apt[@]}" install --yes --no-install-recommends "${missing[@]}" >>"$log" 2>&1; then
        exit 0
    fi
    tail -n 15 "$log" >&2
fi
printf '\nThe tests need more from the system. On Debian: apt-get install %s\n' "${missing[*]}" >&2
exit 1
