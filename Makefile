# `make` or `make help` says what there is.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
RUNS := .venv/.runs
TESTS := .venv/.tests
PEERS := .venv/.peers
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--custom-compile-command 'make lock' $(UPGRADE)

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(RUNS) ## serve on http://localhost:8501 (or PORT=9000), making the store where there is none
	$(BIN)/python -m kzdash serve --port $(PORT)

demo: $(RUNS) ## serve a demonstration with invented reports, data/demo.db, on http://localhost:8501 (or PORT=9000)
	$(BIN)/python -m kzdash demo
	KZDASH_DATABASE_URL=sqlite:///data/demo.db KZDASH_DATA=data/demo $(BIN)/python -m kzdash serve --port $(PORT)

setup: $(TESTS) ## install all that running and testing need
	@sh tests/browser.sh
	@sh tests/servers.sh

test: setup ## run every test, browser tests too
	$(BIN)/python -m pytest -n auto --ignore tests/browser
	$(BIN)/python -m pytest -n 2 --dist loadfile --reruns 1 tests/browser
	$(BIN)/python -m pytest -n 0 -m hostile tests/test_hostile_day.py

quick: $(TESTS) ## run what a minute and a half is enough for: nothing slow, no browser, no PostgreSQL
	$(BIN)/python -m pytest -n auto --ignore tests/browser -k "not postgresql" \
		-m "not slow and not soak and not bundle and not hostile"

lint: $(TESTS) ## check style, types and who imports whom
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

lock: $(TESTS) ## pin all that requirements*.txt ask for and bring along; UPGRADE=--upgrade for the newest of it
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-dev.txt -c requirements.lock -o requirements-dev.lock

pictures: setup ## take the pictures of docs/handbook.zh-CN.md and README.md anew
	$(BIN)/python -m docs.take_pictures

translation: ## compile the Chinese of the command line, messages.po, by msgfmt of GNU gettext
	cd kzdash/cli/locale/zh/LC_MESSAGES && msgfmt --check-format --check-domain -o messages.mo messages.po

bench: setup $(PEERS) ## measure, for half an hour; one table by PART=pages, briefing, peers, elements, load, growth or start
	$(BIN)/python -m benchmarks $(PART)

coverage: setup ## run every test but the browser's, and print how much of kzdash/ they run
	$(BIN)/python -m pytest -n auto --ignore tests/browser --cov --cov-report=term:skip-covered

mutants: setup ## change progress, store and accounts in small ways, and count what no test notices; 20 minutes
	$(BIN)/mutmut run
	$(BIN)/python -m tests.mutants

fuzz: setup ## for ten minutes each, read whatever may be typed or handed in, and hold any plan to the law
	$(BIN)/python -m tests.fuzz
	$(BIN)/python -m tests.law

soak: setup ## a day of use, a thousand slides, a storm of reports and a hostile day, for 40 minutes; docs/soak.md has what they printed
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m benchmarks.hostile
	$(BIN)/python -m pytest -m soak -s

bundle: $(RUNS) ## make the archives in dist/ that install where there is no network; 3 minutes, 1 GB
	$(BIN)/python bundle/make.py

offline: setup bundle ## make them, and install and upgrade from one where there is no network but the name of it
	$(BIN)/python -m pytest -m bundle -s -n 0

$(RUNS): requirements.lock
	@test -x $(BIN)/python || PYTHON=$(PYTHON) sh make-venv.sh
	$(INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(TESTS): $(RUNS) requirements-dev.lock
	$(INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@

$(PEERS): requirements-bench.txt
	$(INSTALL) --upgrade --target $@ -r $<
	@touch $@

.PHONY: help run demo setup test lint lock pictures bench translation coverage mutants fuzz soak bundle offline
.DEFAULT_GOAL := help
