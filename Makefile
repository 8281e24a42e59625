# Every command here works in a fresh clone: the first one makes .venv from the lock, the others find it there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCHMARKS := $(wildcard benchmarks/*.py)
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help build test notebooks bench lock clean
.DELETE_ON_ERROR:

help: ## say what each command does
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

build: $(READY) ## derive data/curated from data/raw
	$(BIN)/ketclaims build

# The tests come last, so that what they found is what stands at the end.
test: $(READY) ## check style, types, imports and the derived data, then run the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src tests $(BENCHMARKS) notebooks/build.py
	$(BIN)/lint-imports --no-logo
	$(BIN)/ketclaims build --check
	$(BIN)/pytest --numprocesses 2

notebooks: $(READY) ## run the notebooks and keep what they show
	$(BIN)/python notebooks/build.py

bench: $(READY) ## measure how well and how fast the parser alone reads
	$(BIN)/python benchmarks/accuracy.py
	$(BIN)/python benchmarks/speed.py

lock: ## pin every package anew
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && "$$tools/bin/pip" install --quiet --quiet --disable-pip-version-check uv && \
	PATH="$$tools/bin:$$PATH" && \
	$(UV_COMPILE) --extra test --extra cluster --extra documents --output-file requirements/dev.txt && \
	$(UV_COMPILE) --extra notebooks --constraint requirements/dev.txt --output-file requirements/notebooks.txt

clean: ## remove everything that can be made again, .venv too; data/curated stays
	rm -rf $(VENV) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests $(wildcard benchmarks notebooks) -name __pycache__ -type d -exec rm -rf {} +

$(READY): pyproject.toml requirements/dev.txt requirements/notebooks.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ketclaims needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@echo "Installing the locked packages into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt --requirement requirements/notebooks.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@
