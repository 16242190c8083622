# Shared by the scripts: words to the person in front, a Python that is new enough, a virtual environment.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv

say() { printf '  %s\n' "$*"; }
fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

# Sets PY to a Python of 3.11 or newer.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null &&
            "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            PY=$candidate
            return
        fi
    done
    fail "Håndgreb needs Python 3.11 or newer. On Debian: apt-get install python3 python3-venv"
}

# room_for MEGABYTES: stop with words when the disk has not enough left.
room_for() {
    local free
    free=$(df -Pm "$ROOT" | awk 'NR == 2 { print $4 }')
    if [ "${free:-0}" -lt "$1" ]; then
        fail "Only ${free:-0} MB are free on the disk of $ROOT; $1 MB are needed. Make room and try again."
    fi
}

# Whether the system has the Pango that PDF is set with. Nothing needs it: without, plans are printed from the page.
has_pango() {
    "$PY" -c 'import ctypes
for name in ("gobject-2.0", "pango-1.0", "pangoft2-1.0"): ctypes.CDLL(f"lib{name}.so.0")' 2>/dev/null
}

# add_pdf: PDF where it can be made; where it cannot be installed, everything else runs all the same.
add_pdf() {
    has_pango || return 0
    (install pdf) || say "PDF could not be installed; everything else runs without it."
}

# install runtime|pdf|test: bring the virtual environment to exactly what the locked list says; nothing to do when it is.
install() {
    local list=$ROOT/requirements/$1.txt stamp=$VENV/.installed-$1 want
    want=$(cat "$list" "$ROOT/requirements/bootstrap.txt" "$ROOT/pyproject.toml" | sha256sum)
    if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$want" ]; then
        return
    fi
    room_for 600
    if ! [ -x "$VENV/bin/python" ]; then
        say "Making a virtual environment in .venv"
        make_venv
    fi
    say "Installing the locked dependencies ($1)"
    # uv is quick; where it cannot reach the package registry, pip with its own configuration may.
    if ! { [ -x "$VENV/bin/uv" ] || pip_install -r "$ROOT/requirements/bootstrap.txt"; } ||
        ! VIRTUAL_ENV=$VENV quietly "$VENV/bin/uv" pip install --quiet --require-hashes -r "$list"; then
        say "uv could not; trying with pip"
        pip_install -r "$ROOT/requirements/bootstrap.txt" && pip_install -r "$list" ||
            fail "The dependencies could not be installed; the reason stands above. Is the package registry reachable?"
    fi
    link_project
    printf '%s' "$want" >"$stamp"
}

make_venv() {
    local broken=$VENV.broken
    if [ -e "$VENV" ]; then
        rm -rf "$broken" && mv "$VENV" "$broken" && rm -rf "$broken"
    fi
    "$PY" -m venv "$VENV" >/dev/null 2>&1 || {
        rm -rf "$VENV"
        fail "Python could not make a virtual environment. On Debian: apt-get install python3-venv"
    }
}

# quietly COMMAND…: its words are shown only when it fails.
quietly() {
    local words code=0
    words=$("$@" 2>&1) || code=$?
    if [ "$code" != 0 ]; then printf '%s\n' "$words" >&2; fi
    return "$code"
}

pip_install() { quietly "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes "$@"; }

# The project itself, editable and without its dependencies: they are in the locked list.
link_project() {
    quietly "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
        --no-build-isolation --editable "$ROOT" || fail "Håndgreb itself could not be installed into .venv."
}
