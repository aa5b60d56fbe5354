# The two commands of the README, and what continuous integration calls.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site test test-browser torture golden format clean

site: .venv/site  ## Build the sample archive into public/
	$(BIN)/archivegen build

test: .venv/dev  ## Lint, check types, run the tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest -n auto

test-browser: .venv/dev  ## Run the tests that need a browser: Chromium or Chrome, as the system has it
	$(BIN)/pytest tests/browser

torture: .venv/dev  ## All tests, with many more examples, kills and faults
	ARCHIVEGEN_TORTURE=1 $(BIN)/pytest -n auto

golden: .venv/dev  ## Rewrite what tests expect: the pages of tests/sites, the references in docs/
	ARCHIVEGEN_REWRITE_GOLDENS=1 $(BIN)/pytest tests/test_goldens.py tests/test_docs.py tests/test_theme.py

format: .venv/dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:
	rm -rf .venv public .archivegen

.venv/site: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/dev: .venv/site
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@
