#!/usr/bin/env bash
# make version: the demo of this version, kept for the tests of later ones.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
. scripts/lib.sh

find_python
install test
"$VENV/bin/python" scripts/messages.py compile >/dev/null
exec "$VENV/bin/python" scripts/version_dump.py
