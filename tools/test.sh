#!/usr/bin/env bash
# Everything that must hold before a change is shared. Arguments go to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."
tools/lint.sh
.venv/bin/python -m pytest -n auto "$@"
