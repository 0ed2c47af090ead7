#!/usr/bin/env bash
# The complete wheel: code, templates, compiled translations, fetched assets.
set -euo pipefail
cd "$(dirname "$0")/.."
"${PYTHON:-python3}" -m tools.setup
.venv/bin/python -m hatchling build --target wheel --directory dist
