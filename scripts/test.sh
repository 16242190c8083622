#!/usr/bin/env bash
# make test: everything that must hold. Installs what it needs; leaves nothing running and no data behind.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
. scripts/lib.sh

COVERED=90 # per cent of the lines and branches

find_python
bash scripts/system.sh || exit 1
install test
"$VENV/bin/python" scripts/messages.py compile >/dev/null

work=$(mktemp -d "${TMPDIR:-/tmp}/haandgreb-test.XXXXXX")
chmod 755 "$work"
end() {
    bash scripts/postgres.sh stop "$work/postgres"
    rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

# Nothing of the person's own installation is touched or read.
unset DATABASE_URL
for name in $(compgen -e HAANDGREB_ || true); do unset "$name"; done
export HAANDGREB_DATA=$work/data PATH=$VENV/bin:$PATH PYTHONDONTWRITEBYTECODE=
export COVERAGE_FILE=$work/coverage/data
export PYTEST_DEBUG_TEMPROOT=$work
mkdir "$work/coverage"

steps=() failed=0
# note NAME SECONDS CODE
note() {
    local word=ok
    if [ "$3" != 0 ]; then word=FAILED && failed=1; fi
    steps+=("$(printf '  %-28s %-7s %4d s' "$1" "$word" "$2")")
}

# beside NAME COMMAND…: run a check beside the others; its words are shown when all are done.
names=() pids=()
beside() {
    local name=$1 number=${#names[@]}
    shift
    (
        began=$SECONDS code=0
        "$@" >"$work/$number.out" 2>&1 || code=$?
        echo "$((SECONDS - began)) $code" >"$work/$number.code"
    ) &
    names+=("$name") pids+=($!)
}
show_checks() {
    local number seconds code
    wait "${pids[@]}"
    for number in "${!names[@]}"; do
        read -r seconds code <"$work/$number.code"
        if [ "$code" != 0 ]; then printf '\n── %s\n' "${names[$number]}" && cat "$work/$number.out"; fi
        note "${names[$number]}" "$seconds" "$code"
    done
}

python_files=(haandgreb tests scripts bench conftest.py manage.py)
templates() { find haandgreb -name '*.html' -path '*/templates/*' -print0 | xargs -0 -r djade --check --target-version 5.2; }
deployable() {
    HAANDGREB_PRODUCTION=1 HAANDGREB_HOSTS=haandgreb.example.dk HAANDGREB_URL=https://haandgreb.example.dk \
        python manage.py check --deploy --fail-level WARNING
}

say "Checks: format, lint, types, import map, templates, translations, migrations, deployment"
beside "types (mypy)" mypy "${python_files[@]}"
beside "format (ruff)" ruff format --check .
beside "lint (ruff)" ruff check .
beside "import map" lint-imports --no-cache
beside "templates (djade)" templates
beside "translations" python scripts/messages.py check
beside "migrations" python manage.py makemigrations --check --dry-run
beside "deployment" deployable
show_checks

# run_tests NAME COMMAND…: all tests on the database that DATABASE_URL names. A file runs in one process, so that its
# server and its demo start once. Three files at a time also on two cores: a server and a browser wait a good deal.
run_tests() {
    local name=$1 began=$SECONDS code=0
    shift
    printf '\n── %s\n' "$name"
    "$@" -m pytest -n 3 --dist loadfile --no-loadscope-reorder -q --tb=short --durations=8 || code=$?
    note "$name" "$((SECONDS - began))" "$code"
}

# Lines are counted once, on SQLite, and not in the commands and servers that tests start: counting nearly doubles what a
# process takes. The operator's commands are tested there alone, so they stand in the list as if they were not.
run_tests "tests on SQLite" coverage run
DATABASE_URL=$(bash scripts/postgres.sh start "$work/postgres" fast)
export DATABASE_URL
run_tests "tests on PostgreSQL" python
unset DATABASE_URL

began=$SECONDS code=0
printf '\n── coverage\n'
coverage combine -q && coverage report --fail-under=$COVERED >"$work/coverage.txt" || code=$?
tail -n 25 "$work/coverage.txt"
note "coverage, at least $COVERED %" "$((SECONDS - began))" "$code"

printf '\nmake test, %d min %d s\n' "$((SECONDS / 60))" "$((SECONDS % 60))"
printf '%s\n' "${steps[@]}"
if [ "$failed" != 0 ]; then fail "Something above is red."; fi
printf '\nEverything holds.\n'
