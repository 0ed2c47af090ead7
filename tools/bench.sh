#!/usr/bin/env bash
# Measure; without a name every suite, else the named one.
set -euo pipefail
cd "$(dirname "$0")/.."
"${PYTHON:-python3}" -m tools.setup --development --benchmarks
exec .venv/bin/python -m tests.benchmarks "$@"
