# Every command sets itself up: `make play` and `make test` are all a newcomer needs.
PYTHON ?= python3
BIN := .venv/bin
DESK := .venv/.desk
TOOLS := .venv/.tools

.PHONY: help setup play run test check format locales lock

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

setup: $(DESK) ## Make .venv from the locked dependencies

play: $(DESK) ## The playground: the whole desk on this machine, without a token
	@$(BIN)/gcm-desk play

run: $(DESK) ## The bot for the token in .env
	@$(BIN)/gcm-desk run

test: $(TOOLS) ## All tests
	$(BIN)/python -m pytest

check: $(TOOLS) ## Format, lint, types, catalogs, content, migrations, imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/gcm-desk check
	$(BIN)/python -m pytest -q tests/test_house.py tests/test_locales.py tests/db/test_migrations.py

format: $(TOOLS) ## Format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

locales: $(TOOLS) ## Take the interface's sentences out of the code, into every .po file
	$(BIN)/pybabel -q extract $(EXTRACT) -o locales/messages.pot .
	$(BIN)/pybabel -q update -i locales/messages.pot -d locales --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date \
	  --width 110
	@sed -i -E '/^"(Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By)/d' locales/*/*/messages.po
EXTRACT := -F babel.cfg -k t -k plural:1,2 --no-default-keywords --no-location --sort-output --omit-header --width 110

lock: $(TOOLS) ## Compile both lock files anew, within the bounds of pyproject.toml
	$(BIN)/pip-compile $(LOCK_FLAGS) -o requirements.lock pyproject.toml
	$(BIN)/pip-compile $(LOCK_FLAGS) --extra test --extra check --extra lock -o requirements-dev.lock pyproject.toml
LOCK_FLAGS := -q --upgrade --generate-hashes --strip-extras --allow-unsafe --build-deps-for editable \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host

.venv:
	$(PYTHON) -m venv .venv

$(DESK): requirements.lock pyproject.toml | .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(TOOLS): requirements-dev.lock $(DESK)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@
