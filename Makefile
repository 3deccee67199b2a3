# Everything a newcomer needs is `make demo` and `make test`. Both set up .venv from the lock files first, which takes
# a minute or two once and nothing after that.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
LOCKED := --quiet --require-hashes

.PHONY: help demo test lint types docs check bench lock clean
help:
	@echo "make demo    set up, read the shipped example and print the brief"
	@echo "make test    set up and run all tests"
	@echo "make check   lint, types and the built documentation"
	@echo "make docs    build the documentation into site/"
	@echo "make bench   measure reading, finding names, copies, camps, conflict models and event data (15 GB of disk)"
	@echo "make lock    renew the lock files (needs uv)"
	@echo "make clean   remove .venv and everything built"

demo: $(VENV)/.run
	$(BIN)/dragoman demo

test: $(VENV)/.dev
	$(BIN)/python -m pytest

check: lint types docs

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

docs: $(VENV)/.dev
	$(BIN)/python docs/build.py site

bench: $(VENV)/.dev
	$(BIN)/python benchmarks/reading_speed.py
	$(BIN)/python benchmarks/finding_names.py
	$(BIN)/python benchmarks/copies.py
	$(BIN)/python benchmarks/camps_solving.py
	$(BIN)/python benchmarks/conflict_engine.py
	$(BIN)/python benchmarks/event_import.py

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "dragoman needs Python 3.11 or newer: install it, or name it: make PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

# The package is installed in place, with the build backend that the lock names, so nothing unlocked is fetched.
$(VENV)/.run: $(VENV)/.made requirements.lock pyproject.toml
	@echo "Installing the locked packages into $(VENV) (once) ..."
	$(PIP) install $(LOCKED) -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run requirements-dev.lock
	@echo "Installing the locked test packages into $(VENV) (once) ..."
	$(PIP) install $(LOCKED) -r requirements-dev.lock
	@touch $@

UV ?= uv
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --upgrade --custom-compile-command "make lock"
lock:
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group dev --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) site dist demo .pytest_cache .mypy_cache .ruff_cache .hypothesis
