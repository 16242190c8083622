#!/usr/bin/env bash
# Pin every dependency with its hashes. The lists name no registry: whoever installs uses the one set up on the machine.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
. scripts/lib.sh
find_python
install runtime
lock() { "$VENV/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --upgrade "$@"; }
lock requirements/bootstrap.in -o requirements/bootstrap.txt
lock pyproject.toml --extra postgres -o requirements/runtime.txt
lock pyproject.toml --extra postgres --extra pdf -c requirements/runtime.txt -o requirements/pdf.txt
lock pyproject.toml --extra postgres --extra pdf --group test -c requirements/pdf.txt -o requirements/test.txt
