# The two commands of a newcomer are `make run` and `make test`; `make help` lists the rest.
# Everything made here stands in .venv, node_modules and var; stamps there make a second call instant.

PYTHON  ?= python3
PROFILE ?= npc
PORT    ?= 8000
VAR     := $(or $(YISHI_VAR),var)
BIN     := .venv/bin
STAMPS  := .venv/.stamps
PIP     := $(BIN)/python -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes
UV      := $(or $(wildcard $(BIN)/uv),uv)
COMPILE := $(UV) pip compile --no-config --generate-hashes --universal --python-version 3.11 \
           --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet

.DEFAULT_GOAL := help
.PHONY: help setup dev run test lint format scope bench bench-claims bench-voice budget lock clean

help: ## List these targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-12s %s\n", $$1, $$2}'

setup: $(STAMPS)/yishi $(STAMPS)/words node_modules/.stamp $(VAR)/static/.stamp ## Virtual environment, locked dependencies, page parts

run: setup ## Start Yishi with its demo year: make run [PROFILE=npc|cppcc] [PORT=8000]
	@$(BIN)/yishi run --profile $(PROFILE) --port $(PORT)

test: dev ## Everything the tests need, then all checks and tests
	@scripts/browser.sh
	@$(BIN)/python scripts/check.py all

lint: dev ## The checks that read the code without running it
	@$(BIN)/python scripts/check.py lint

format: dev ## Put the code in its uniform form
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

scope: setup ## Fail on a capability without page, step or test
	@$(BIN)/yishi scope

bench: dev ## Measurements beside their baselines, as JSON lines
	@$(BIN)/yishi bench

bench-claims: dev ## Claims found in real reports, which stand in ../shared/reports (or YISHI_REPORTS)
	@$(BIN)/python -m bench.claims

bench-voice: dev ## Class and unit of real messages of residents, which stand in ../shared/messages (or YISHI_MESSAGES)
	@$(BIN)/python -m bench.voice

budget: dev ## Sizes of files and functions
	@$(BIN)/python -m tests.house.budget

lock: ## Look for newer versions and lock them with hashes (needs uv and npm)
	cd locks && for name in run dev node; do $(if $(filter uv,$(UV)),,../)$(COMPILE) --upgrade $$name.in -o $$name.txt || exit 1; done
	npm update --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund

clean: ## Remove what set-up made; the records in var stay
	rm -rf .venv node_modules $(VAR)/static .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	rm -f yishi/locale/*/LC_MESSAGES/*.mo
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- what set-up makes -----------------------------------------------------------------------------------

dev: setup $(STAMPS)/dev

$(BIN)/python:
	@scripts/venv.sh $(PYTHON)

$(STAMPS)/run: locks/run.txt | $(BIN)/python
	@echo "== dependencies (locks/run.txt)"
	@$(PIP) -r locks/run.txt
	@mkdir -p $(STAMPS) && touch $@

# --no-build-isolation: what builds the package is locked too (flit-core), nothing else is fetched.
$(STAMPS)/yishi: pyproject.toml $(STAMPS)/run
	@echo "== Yishi itself"
	@$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-index --no-build-isolation --editable .
	@touch $@

# The words of the second language: each .po made into the .mo that gettext reads.
$(STAMPS)/words: $(STAMPS)/yishi $(wildcard yishi/locale/*/LC_MESSAGES/*.po)
	@echo "== English words (yishi/locale)"
	@$(BIN)/yishi words --compile
	@touch $@

$(STAMPS)/dev: locks/dev.txt $(STAMPS)/run
	@echo "== dependencies of the tests (locks/dev.txt)"
	@$(PIP) -r locks/dev.txt
	@touch $@

node_modules/.stamp: package-lock.json locks/node.txt | $(BIN)/python
	@echo "== page parts (package-lock.json)"
	@scripts/page_parts.sh
	@touch $@

$(VAR)/static/.stamp: $(STAMPS)/yishi node_modules/.stamp $(shell find yishi -path '*/static/*' -type f 2>/dev/null)
	@echo "== static files"
	@DJANGO_SETTINGS_MODULE=$${DJANGO_SETTINGS_MODULE:-yishi.settings.dev} \
		$(BIN)/python -m django collectstatic --noinput --verbosity 1
	@mkdir -p $(@D) && touch $@
