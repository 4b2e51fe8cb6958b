# `make` or `make help` says what there is.
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
RUNS := .venv/.runs
TESTS := .venv/.tests
PEERS := .venv/.peers

help: ## say what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: $(RUNS) ## serve on http://localhost:8501 (or PORT=9000), making the store where there is none
	$(BIN)/python -m kzdash serve --port $(PORT)

setup: $(TESTS) ## install all that running and testing need
	@sh tests/browser.sh
	@sh tests/servers.sh

test: setup ## run every test, browser tests too
	$(BIN)/python -m pytest -n auto --ignore tests/browser
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/browser

lint: $(TESTS) ## check style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

pictures: setup ## take the pictures of docs/handbook.zh-CN.md anew
	$(BIN)/python -m docs.take_pictures

bench: setup $(PEERS) ## measure, for half an hour; one table by PART=pages, briefing, dash, load, growth or start
	$(BIN)/python -m benchmarks $(PART)

coverage: setup ## run every test but the browser's, and print how much of kzdash/ they run
	$(BIN)/python -m pytest -n auto --ignore tests/browser --cov --cov-report=term:skip-covered

mutants: setup ## change progress, store and accounts in small ways, and count what no test notices; 20 minutes
	$(BIN)/mutmut run
	$(BIN)/python -m tests.mutants

fuzz: setup ## for ten minutes each, read whatever may be typed or handed in, and hold any plan to the law
	$(BIN)/python -m tests.fuzz
	$(BIN)/python -m tests.law

soak: setup ## a day of use, a thousand slides and a storm of reports, for 20 minutes; docs/soak.md has what they printed
	$(BIN)/python -m benchmarks.soak
	$(BIN)/python -m pytest -m soak -s

$(RUNS): requirements.txt
	@test -x $(BIN)/python || PYTHON=$(PYTHON) sh make-venv.sh
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TESTS): $(RUNS) requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(PEERS): requirements-bench.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --target $@ -r $<
	@touch $@

.PHONY: help run setup test lint pictures bench coverage mutants fuzz soak
.DEFAULT_GOAL := help
