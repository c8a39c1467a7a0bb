# Everything that can be done here; `make` alone lists it. Needs Python 3.11 or newer, pip and make, nothing else.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= $(or $(PLEDGEBOOK_PORT),8000)
DOCUMENTS ?= ../shared/documents
VENV := .venv
BIN := $(VENV)/bin
DATABASE := var/pledgebook.sqlite

# The first Python on this machine that is new enough.
PYTHON ?= $(shell for candidate in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$candidate && break; done)
# Where the system splits pip off the venv module, the system's own pip installs into the environment.
PIP = $$(test -x $(BIN)/pip && echo $(BIN)/python -m pip || echo $(PYTHON) -m pip --python $(BIN)/python)
INSTALL = $(PIP) install --quiet --no-input --disable-pip-version-check
PLEDGEBOOK = $(BIN)/pledgebook
PYTEST = $(BIN)/python -m pytest -q
LOCK = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# What the database is built from: a change in any of these, or a removed file, builds it anew.
# (Written `seed/.`, since `seed` is a target here.)
SOURCES := $(shell find seed/. migrations api/base api/collections api/formats api/publish \
	\( -name '*.py' -o -name '*.yaml' -o -name '*.json' -o -name '*.jsonl' -o -path 'seed/*' -type d \) 2>/dev/null)

.PHONY: help
help: ## This list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# --- running -------------------------------------------------------------------------------------------------------

.PHONY: serve
serve: $(VENV)/.runtime dataset ## Everything from nothing: environment, database, dataset, then the API. PORT=8001 serves elsewhere.
	@PLEDGEBOOK_PORT=$(PORT) exec $(PLEDGEBOOK) serve

.PHONY: seed
seed: $(VENV)/.runtime ## Publish the dataset from seed/ into the database, whatever its state.
	$(PLEDGEBOOK) migrate
	$(PLEDGEBOOK) seed

.PHONY: verify
verify: $(VENV)/.runtime dataset ## Build the dataset again and compare; prove every citation against DOCUMENTS=folder.
	$(PLEDGEBOOK) verify --documents $(DOCUMENTS) --coverage

# A database of the operator's own is asked each time, since its state is not visible here; seeding twice changes nothing.
.PHONY: dataset
dataset: $(if $(PLEDGEBOOK_DATABASE_URL),seed,var/.seeded)

var/.seeded: $(VENV)/.runtime $(SOURCES) $(if $(wildcard $(DATABASE)),,missing)
	@mkdir -p var
	@$(PLEDGEBOOK) migrate
	@$(PLEDGEBOOK) seed
	@touch $@

.PHONY: missing
missing:

# --- environment ---------------------------------------------------------------------------------------------------

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Pledgebook needs Python 3.11 or newer; none was found on this machine." >&2; exit 1; }
	@echo "Making the environment in $(VENV) with $$($(PYTHON) --version)."
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); $(PYTHON) -m venv --without-pip $(VENV); }

# The build backend is locked like everything else, so that installing the project itself downloads nothing.
$(VENV)/.runtime: $(BIN)/python requirements/build.lock requirements/runtime.lock pyproject.toml
	@echo "Installing the locked packages (once)."
	@$(INSTALL) --require-hashes --requirement requirements/build.lock --requirement requirements/runtime.lock
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime requirements/dev.lock
	@echo "Installing the locked packages of the tests (once)."
	@$(INSTALL) --require-hashes --requirement requirements/dev.lock
	@touch $@

$(VENV)/.cookbook: $(VENV)/.dev requirements/cookbook.lock
	@echo "Installing the locked packages of the cookbook (once)."
	@$(INSTALL) --require-hashes --requirement requirements/cookbook.lock
	@touch $@

.PHONY: lock
lock: $(VENV)/.dev ## Renew requirements/*.lock from pyproject.toml; UPGRADE=--upgrade takes the newest versions.
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
		| $(LOCK) $(UPGRADE) --output-file requirements/build.lock -
	$(LOCK) $(UPGRADE) --output-file requirements/runtime.lock pyproject.toml
	$(LOCK) $(UPGRADE) --output-file requirements/dev.lock --constraint requirements/runtime.lock --extra dev pyproject.toml
	$(LOCK) $(UPGRADE) --output-file requirements/cookbook.lock --constraint requirements/dev.lock --extra cookbook pyproject.toml

.PHONY: clean
clean: ## Remove everything that was built, downloaded or cached here; seed/ and the locks stay.
	rm -rf $(VENV) var build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .schemathesis
	rm -rf tests/clients/typescript/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- proving -------------------------------------------------------------------------------------------------------

.PHONY: test
test: $(VENV)/.dev ## All tests but the slow ones, on SQLite and on a PostgreSQL that the test packages bring along.
	$(PYTEST) -n 2

.PHONY: check
check: check-code check-slow test coverage ## Everything that must hold before a change is merged.

.PHONY: check-code
check-code: $(VENV)/.dev ## Format, lint, strict types, import layers.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/bandit --quiet --recursive api --configfile pyproject.toml

# Where the tests in a browser leave a picture of every page type.
export SCREENSHOTS ?= $(CURDIR)/var/screenshots

.PHONY: screenshots
screenshots: $(VENV)/.dev ## A picture of every page type in var/screenshots, wide and narrow, light and dark; needs Chromium.
	$(PYTEST) -m slow tests/browser/test_every_page.py -k accessibility

.PHONY: check-slow
check-slow: $(VENV)/.cookbook ## Generated clients, a fuzzed specification, the recipes of the cookbook, the site in a browser, a fresh copy that serves.
	$(PYTEST) -m slow

# How many of the lines and branches of api/ its unit and contract tests must run, in percent.
COVERED := 96

.PHONY: clients
clients: $(VENV)/.cookbook ## Generate the clients of docs/clients.md, type them strictly, call a live API; needs Java and Node.
	$(PYTEST) -m slow tests/clients --deselect tests/clients/test_fuzzed_specification.py

.PHONY: clients-all
clients-all: $(VENV)/.cookbook dataset ## Those of other languages too, each with its own toolchain; writes docs/clients-results.md.
	$(BIN)/python -m tests.clients.others.run

# Node finds a ruleset beside the settings that name it, so all of it lies in one folder.
LINT := var/lint
.PHONY: lint-descriptions
lint-descriptions: $(VENV)/.runtime ## Spectral, with the rules of OWASP, and Redocly over the three descriptions; needs Node.
	@mkdir -p $(LINT) && cp tests/clients/spectral.yaml $(LINT)/
	@cd $(LINT) && npm install --silent --no-audit --no-fund @stoplight/spectral-cli@6.16.3 \
		@stoplight/spectral-owasp-ruleset@2.0.1 @redocly/cli@2.77.0
	$(BIN)/python -m tests.clients.descriptions $(LINT)
	cd $(LINT) && npx spectral lint --fail-severity hint --ruleset spectral.yaml openapi*.json
	cd $(LINT) && npx redocly lint --extends recommended-strict openapi*.json

.PHONY: coverage
coverage: $(VENV)/.dev ## Which lines and branches the unit and contract tests run; fewer than before is an error.
	@mkdir -p var
	$(PYTEST) -n 2 --cov --cov-report=term --cov-fail-under=$(COVERED) tests/unit tests/contract

.PHONY: mutants
mutants: $(VENV)/.dev ## Change the deciding modules, one place at a time: tests must fail. MODULE=api/… JOBS=2 SAMPLE=40
	$(BIN)/python -m tests.mutation.run --jobs $(or $(JOBS),1) $(if $(SAMPLE),--sample $(SAMPLE)) $(MODULE)

# Kills and hostile requests of `make fuzz`; a usual run of the tests has a few of each.
HOSTILE := 10000
KILLS := 50

.PHONY: fuzz
fuzz: $(VENV)/.dev ## 10,000 hostile requests of each kind on both databases, 50 kills of each command; about an hour.
	HOSTILE=$(HOSTILE) KILLS=$(KILLS) $(PYTEST) -m "slow or not slow" tests/contract/test_hostile_input.py tests/journeys/test_kills.py

.PHONY: format
format: $(VENV)/.dev ## Put every Python file into the one format.
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# --- generated -----------------------------------------------------------------------------------------------------

.PHONY: openapi
openapi: $(VENV)/.runtime dataset ## Write openapi.json, the code lists and examples it has, and the contract line by line; a test says what would break a client.
	$(BIN)/python -m docs.codelists
	$(BIN)/python -m docs.field_examples
	$(PLEDGEBOOK) openapi --out openapi.json
	$(BIN)/python -m docs.contract

.PHONY: docs
docs: $(VENV)/.dev dataset ## Write docs/reference/ from the declarations and the README's outputs from a server; tests compare them.
	$(BIN)/python -m docs.generate

.PHONY: examples
examples: docs ## Whatever the README, a page or a test shows of the real dataset is written anew.
	$(BIN)/python -m tests.data.questions

.PHONY: migration
migration: $(VENV)/.runtime ## Write the next step of the schema from the declarations: make migration NAME="add a column".
	@test -n "$(NAME)" || { echo 'Say what it does: make migration NAME="add a column"' >&2; exit 2; }
	$(BIN)/python -m migrations.new "$(NAME)"

.PHONY: new-collection
new-collection: $(VENV)/.runtime ## Write what a new collection needs: make new-collection NAME=places SINGULAR=place.
	@$(BIN)/python -m docs.new_collection "$(NAME)" "$(SINGULAR)"

.PHONY: columns
columns: $(VENV)/.runtime ## Append new columns of files to api/formats/column_order.json, where they stay.
	$(BIN)/python -m docs.column_order

.PHONY: links
links: $(VENV)/.dev ## Write the words around each quote into the seed: make links DOCUMENTS=folder.
	@test -n "$(DOCUMENTS)" || { echo 'Name the folder of the documents: make links DOCUMENTS=folder' >&2; exit 2; }
	$(BIN)/python -m docs.link_quotes "$(DOCUMENTS)"

.PHONY: left-out
left-out: $(VENV)/.dev ## Write what page furniture mentions into the omissions: make left-out DOCUMENTS=folder.
	@test -n "$(DOCUMENTS)" || { echo 'Name the folder of the documents: make left-out DOCUMENTS=folder' >&2; exit 2; }
	$(BIN)/python -m docs.left_out "$(DOCUMENTS)"

.PHONY: golden
golden: $(VENV)/.dev ## Write tests/golden/ from the real seed: what the dataset comes to, line by line; a test compares.
	$(BIN)/python -m tests.golden.record

.PHONY: cookbook
cookbook: $(VENV)/.cookbook dataset ## Run the recipes of docs/cookbook.md and write what they print below them; a test compares.
	$(BIN)/python -m docs.cookbook

.PHONY: clients-page
clients-page: $(VENV)/.cookbook dataset ## Run the commands of docs/clients.md and write what they print below them; a test compares.
	$(BIN)/python -m docs.clients

# --- measuring -----------------------------------------------------------------------------------------------------

.PHONY: bench
bench: $(VENV)/.dev ## Measure against the peers, about ten minutes; writes bench/RESULTS.md.
	$(BIN)/python -m bench

.PHONY: bench-quick
bench-quick: $(VENV)/.dev ## The same in about a minute.
	$(BIN)/python -m bench --quick
