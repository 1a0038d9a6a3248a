# The commands of the house. `make demo` shows the main job, `make test` is everything a change must pass.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
SCRIPTS := .venv/.scripts

.PHONY: setup demo check test unit year bench looks lock wheel clean

setup: $(READY) $(SCRIPTS)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys, venv, ensurepip; assert sys.version_info >= (3, 11)' 2>/dev/null || { echo 'Jaarcyclus needs Python 3.11 or newer with venv; on Debian: apt-get install python3 python3-venv (or: make PYTHON=/path/to/python3.11)'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m compileall -q engine notifiers web
	touch $(READY)

$(SCRIPTS): $(READY) web/browser/package-lock.json web/browser/node.lock web/browser/__main__.py $(wildcard web/browser/src/*.js web/browser/src/parts/*.js)
	$(BIN)/python -m web.browser
	touch $(SCRIPTS)

demo: setup
	$(BIN)/jaarcyclus demo

check: setup
	$(BIN)/jaarcyclus --config config.toml check

test: setup
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/jaarcyclus --config config.toml check
	$(BIN)/pytest -n auto

unit: setup
	$(BIN)/pytest -n auto -m 'not slow and not postgres'

year: setup
	$(BIN)/python -m tests.year.demo_year
	$(BIN)/python -m tests.year.demo_mail

bench: setup
	$(BIN)/python -m benchmarks

looks: setup
	$(BIN)/python -m tests.looks
	$(BIN)/python -m tests.yearpicture

lock: setup
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --extra dev --all-build-deps --allow-unsafe --generate-hashes --strip-extras --no-header --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-annotate --no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --output-file web/browser/node.lock web/browser/node.in
	cd web/browser && npm install --package-lock-only

wheel: setup
	$(BIN)/python -m hatchling build --target wheel

clean:
	rm -rf .venv web/static web/browser/node_modules build dist demo .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
