#!/usr/bin/env bash
# make bench: measures on SQLite, and on PostgreSQL where it is installed. PEOPLE=100000 makes a larger organisation.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
. scripts/lib.sh

find_python
install test
"$VENV/bin/python" scripts/messages.py compile >/dev/null

work=$(mktemp -d "${TMPDIR:-/tmp}/haandgreb-bench.XXXXXX")
chmod 755 "$work"
trap 'bash scripts/postgres.sh stop "$work/postgres"; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

unset DATABASE_URL
if url=$(bash scripts/postgres.sh start "$work/postgres" safe); then export DATABASE_URL=$url; fi
"$VENV/bin/python" -m bench
