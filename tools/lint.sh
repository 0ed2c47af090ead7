#!/usr/bin/env bash
# Style, types and import contracts.
set -euo pipefail
cd "$(dirname "$0")/.."
"${PYTHON:-python3}" -m tools.setup --development
.venv/bin/ruff check .
.venv/bin/mypy
.venv/bin/lint-imports
