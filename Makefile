# Every command here works in a fresh clone: the first one makes .venv from the lock, the others find it there.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := .venv-peers
FUZZ := .venv-fuzz
TRAINING := .venv-training
BENCHMARKS := $(wildcard benchmarks/*.py)
INSTALL := $(BIN)/python -m pip install --quiet --quiet --disable-pip-version-check
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	--custom-compile-command "make lock" pyproject.toml

.DEFAULT_GOAL := help
.PHONY: help build test notebooks bench peers fuzz train lock clean
.DELETE_ON_ERROR:

help: ## say what each command does
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

build: $(READY) ## derive data/curated from data/raw
	$(BIN)/ketclaims build

# The tests come last, so that what they found is what stands at the end.
test: $(READY) ## check style, types, imports and the derived data, then run the tests
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy src tests $(BENCHMARKS) $(wildcard fuzz/*.py training/*.py) notebooks/build.py
	$(BIN)/lint-imports --no-logo
	$(BIN)/ketclaims build --check
	$(BIN)/pytest --numprocesses 2

notebooks: $(READY) ## run the notebooks and keep what they show
	$(BIN)/python notebooks/build.py

# The corpus is no part of the project, and only with it are the peers asked.
bench: $(READY) $(if $(MEASEVAL),$(PEERS)/.ready) ## measure, and renew the tables in docs; MEASEVAL=DIR: and the peers
	$(BIN)/python benchmarks/report.py $(if $(MEASEVAL),--measeval $(MEASEVAL) --peers $(PEERS)/bin/python)

peers: $(PEERS)/.ready ## compare with other readers of quantities; MEASEVAL=DIR adds its paragraphs
	PYTHONPATH=src $(PEERS)/bin/python benchmarks/peers.py $(if $(MEASEVAL),--measeval $(MEASEVAL))

SECONDS ?= 180
fuzz: $(FUZZ)/.ready ## search SECONDS=180 for a text that breaks a law
	PYTHONPATH=src $(FUZZ)/bin/python fuzz/extract.py --seconds $(SECONDS)

train: $(TRAINING)/.ready ## learn anew what single words say of units, of stances and of measures
	PYTHONPATH=src $(TRAINING)/bin/python training/units.py
	PYTHONPATH=src $(TRAINING)/bin/python training/stances.py
	PYTHONPATH=src $(TRAINING)/bin/python training/leanings.py

lock: ## pin every package anew
	@tools=$$(mktemp -d) && trap 'rm -rf "$$tools"' EXIT && \
	$(PYTHON) -m venv "$$tools" && "$$tools/bin/pip" install --quiet --quiet --disable-pip-version-check uv && \
	PATH="$$tools/bin:$$PATH" && \
	$(UV_COMPILE) --extra test --extra cluster --extra documents --extra report --extra review --output-file requirements/dev.txt && \
	for extra in notebooks peers fuzz training; do \
		$(UV_COMPILE) --extra $$extra --constraint requirements/dev.txt --output-file requirements/$$extra.txt || exit; \
	done

clean: ## remove everything that can be made again, .venv too; data/curated stays
	rm -rf $(VENV) $(PEERS) $(FUZZ) $(TRAINING) build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests $(wildcard benchmarks fuzz notebooks training) -name __pycache__ -type d -exec rm -rf {} +

$(READY): pyproject.toml requirements/dev.txt requirements/notebooks.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "ketclaims needs Python 3.11 or newer; name one with: make PYTHON=python3.12"; exit 1; }
	@echo "Installing the locked packages into $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt --requirement requirements/notebooks.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# The peers and the training need what ours does without, and the fuzzer is not built for every system: each has its
# own environment.
$(PEERS)/.ready $(FUZZ)/.ready $(TRAINING)/.ready: .venv-%/.ready: pyproject.toml requirements/%.txt
	@echo "Installing the locked packages into .venv-$*"
	@test -x .venv-$*/bin/python || $(PYTHON) -m venv .venv-$*
	@.venv-$*/bin/python -m pip install --quiet --quiet --disable-pip-version-check \
		--require-hashes --requirement requirements/$*.txt
	@touch $@
