#!/usr/bin/env bash
# make run: from a bare clone to a living demo. Run again, it starts what is there and changes no data.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/lib.sh
. scripts/lib.sh

host=${HOST:-127.0.0.1}
port=${PORT:-8000}

printf 'Håndgreb\n'
find_python
"$PY" scripts/port.py "$host" "$port" || exit 1
install runtime
add_pdf
"$VENV/bin/python" scripts/messages.py compile >/dev/null
exec "$VENV/bin/haandgreb" serve --host "$host" --port "$port" --demo
