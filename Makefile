PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
SUITE ?=
export PYTHON HOST PORT

.PHONY: help setup run test attacks bench lint wheel lock clean

help: ## List these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "  make %-8s %s\n", $$1, $$2}'

setup: ## Install everything the program needs into .venv and node_modules
	@$(PYTHON) -m tools.setup

run: ## Show the example county on http://localhost:8000 (PORT=, HOST=0.0.0.0 for phones nearby)
	@tools/run.sh

test: ## Check style, types and import contracts, run every test on SQLite and PostgreSQL
	@tools/test.sh

attacks: ## The same tests with attacks and faults at full size (up to an hour)
	@ATTACKS=full tools/test.sh

bench: ## Measure beside a bare neighbour; one group with SUITE=...
	@tools/bench.sh $(SUITE)

lint: ## Style, types and import contracts only
	@tools/lint.sh

wheel: ## Build the complete wheel into dist/
	@tools/wheel.sh

lock: ## Compile requirements/*.txt anew from pyproject.toml
	@tools/lock.sh

clean: ## Remove what setup and builds made; data/ stays
	@tools/clean.sh
