# Everything there is to do, in commands that work on a fresh machine with Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes -r
# The newest other Python here, if any: the suite must run on it too.
NEWER ?= $(lastword $(foreach python,python3.12 python3.13 python3.14 $(sort $(wildcard $(HOME)/.pyenv/versions/3.1[2-9]*/bin/python3)),$(shell $(python) -c 'import sys; sys.version_info >= (3, 12) and print("$(python)")' 2>/dev/null)))
# local-slack listens on all interfaces, so it gets a network of its own.
ALONE := unshare -rn sh -c 'ip link set lo up && exec "$$0" "$$@"'

.DEFAULT_GOAL := help
.PHONY: help run test unit installed end-to-end newer check configuration format lint types docs bench chaos lock clean

help: ## what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: .venv/.run ## set everything up and start the bot on config.yaml
	$(BIN)/lectern run

.venv/.run: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Lectern needs Python 3.11 or newer; name one: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv .venv
	$(INSTALL) requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.run
	$(INSTALL) requirements-dev.lock
	@touch $@

test: unit installed end-to-end ## the whole suite

unit: .venv/.dev ## the tests of values and parts, in seconds
	$(BIN)/pytest --ignore tests/end_to_end

installed: .venv/.dev ## the same against the package as it is installed: files left out of it show here
	rm -rf .build/site && $(PIP) install --quiet --no-deps --no-build-isolation --target .build/site .
	PYTHONPATH=.build/site LECTERN_INSTALLED=$(CURDIR)/.build/site $(BIN)/pytest --ignore tests/end_to_end

end-to-end: .venv/.dev ## the whole program against a Slack emulator, in a network namespace of its own
	@if unshare -rn true 2>/dev/null; then $(ALONE) $(BIN)/pytest tests/end_to_end; else $(BIN)/pytest tests/end_to_end; fi

newer: ## the tests on a newer Python, where there is one
	@if [ -z "$(NEWER)" ]; then echo "No Python newer than 3.11 is here."; else \
	  [ -f .build/newer/.dev ] || { $(NEWER) -m venv .build/newer && \
	  .build/newer/bin/pip --disable-pip-version-check install --quiet --require-hashes -r requirements-dev.lock && \
	  .build/newer/bin/pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable . && \
	  touch .build/newer/.dev; } && .build/newer/bin/pytest --ignore tests/end_to_end; fi

check: lint types configuration newer test ## everything that must hold before a commit, as continuous integration runs it

configuration: .venv/.run
	$(BIN)/lectern check

lint: .venv/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.dev
	$(BIN)/mypy

format: .venv/.dev ## put the code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

docs: .venv/.dev ## write docs/reference.md from the program
	$(BIN)/python -c 'from bot.reference import reference; print(reference(), end="")' > docs/reference.md

bench: .venv/.dev ## speed and memory, as ratios within one run
	$(BIN)/python bench/startup.py
	$(BIN)/python bench/match.py

chaos: .venv/.dev ## kill -9 at random instants while transcripts flow: nothing lost, nothing doubled
	$(BIN)/python bench/chaos.py

lock: .venv/.dev ## pin every dependency anew, with hashes and without naming an index
	$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --upgrade --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra dev --constraint requirements.lock --universal \
	  --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade \
	  --output-file requirements-dev.lock

clean: ## remove what was made, but not the store
	rm -rf .venv .build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
