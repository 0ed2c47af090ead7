#!/usr/bin/env bash
# Remove what setup and builds made. The data folder is never touched.
set -euo pipefail
cd "$(dirname "$0")/.."
rm -rf .venv node_modules build dist participation/static/vendor .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
find participation surveys -name '*.mo' -delete
find participation surveys tests tools -name __pycache__ -prune -exec rm -rf {} +
