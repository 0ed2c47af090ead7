#!/usr/bin/env bash
# Compile the hashed requirements from pyproject.toml. Arguments go to pip-compile, such as --upgrade.
set -euo pipefail
cd "$(dirname "$0")/.."
tools=build/lock
[ -x $tools/bin/pip-compile ] || { "${PYTHON:-python3}" -m venv $tools && $tools/bin/pip install --quiet pip-tools; }
export CUSTOM_COMPILE_COMMAND="make lock"

compile() {
    $tools/bin/pip-compile --quiet --allow-unsafe --generate-hashes --strip-extras \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host "$@" pyproject.toml
}

compile --extra dev --output-file requirements/dev.txt "$@"
compile --constraint requirements/dev.txt --output-file requirements/runtime.txt "$@"
compile --constraint requirements/dev.txt --only-build-deps --all-build-deps --output-file requirements/build.txt "$@"

npm install --package-lock-only --ignore-scripts
"${PYTHON:-python3}" -m tools.npm_lock
