# The commands of the README, and what continuous integration calls.

PYTHON ?= python3
BIN := .venv/bin
CHECKER := tests/browser/node_modules/vnu-jar

LOCK := $(BIN)/uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

.PHONY: site test test-browser torture golden screenshots lock upgrade format clean

site: .venv/site  ## Build the sample archive into public/
	$(BIN)/archivegen build

test: .venv/dev  ## Lint, check types, run the tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal

test-browser: .venv/dev $(CHECKER)  ## Run the tests that need a browser, and the HTML checker, which needs Java
	@command -v java >/dev/null || { echo 'There is no Java, for the HTML checker; install it, as with: apt-get install default-jre-headless'; exit 1; }
	$(BIN)/pytest tests/browser

torture: .venv/dev  ## All tests, with many more examples, kills and faults
	ARCHIVEGEN_TORTURE=1 $(BIN)/pytest -n auto --dist worksteal

golden: .venv/dev  ## Rewrite what tests expect: the pages of tests/sites, the references in docs/, the catalogs of words
	ARCHIVEGEN_REWRITE_GOLDENS=1 $(BIN)/pytest tests/test_goldens.py tests/test_docs.py tests/authoring/test_theme.py tests/renderer/test_translations.py

screenshots: .venv/dev  ## Take the pictures of docs/images again, of the sample archive
	$(BIN)/python tests/browser/screenshots.py

lock: .venv/dev  ## Bring the locks up to date with pyproject.toml: what stands in them stays, where it may
	$(LOCK) --extra dev --group editable --output-file requirements/dev.txt pyproject.toml
	$(LOCK) --extra images --extra search --group editable --constraints requirements/dev.txt \
		--output-file requirements/site.txt pyproject.toml

upgrade: LOCK += --upgrade
upgrade: lock  ## Lock the newest of everything that pyproject.toml allows

format: .venv/dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

clean:
	rm -rf .venv public .archivegen tests/browser/node_modules

# The checker is a Java archive, the CMS and the player of web archives are for a browser: nothing has to run when they are installed.
$(CHECKER): tests/browser/package-lock.json
	@command -v npm >/dev/null || { echo 'There is no npm, which fetches the HTML checker, the CMS and ReplayWeb.page; install it, as with: apt-get install npm'; exit 1; }
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
	touch $@

# Only what a lock has, by its hash; archivegen itself is built by the hatchling of the lock.
.venv/site: pyproject.toml requirements/site.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/site.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: .venv/site requirements/dev.txt
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	touch $@
