#!/usr/bin/env bash
# Serve the example county; a second start keeps its data.
set -euo pipefail
cd "$(dirname "$0")/.."
"${PYTHON:-python3}" -m tools.setup
HOST="${HOST:-127.0.0.1}" PORT="${PORT:-8000}"
export PARTICIPATION_DATA_DIR="${PARTICIPATION_DATA_DIR:-data}"
export PARTICIPATION_BASE_URL="${PARTICIPATION_BASE_URL:-$("${PYTHON:-python3}" -m tools.base_url "$HOST" "$PORT")}"
exec .venv/bin/participation serve --demo "${STAGE:-open}" --host "$HOST" --port "$PORT"
