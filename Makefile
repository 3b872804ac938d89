# make run    a demonstration on http://127.0.0.1:8000
# make test   everything, on SQLite and on PostgreSQL, and the journeys in Chromium
# make check  format, lint, types, directions, rules of the house, documents
# make bench  our speed against the same statements run by pgbench
# make bench-courtyards  our courtyards beside those of balanced k-means and spopt
SHELL := /bin/bash
.DELETE_ON_ERROR:
.PHONY: install run test check bench bench-courtyards docs messages system-test clean

PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
PIP := $(BIN)/pip install -qq --disable-pip-version-check --no-warn-script-location
VENDOR := src/yuanluo/web/static/web/vendor
CATALOGUES := $(wildcard src/yuanluo/locale/*/LC_MESSAGES/django.po)
STATIC := $(shell find src/yuanluo -path '*/static/*' -type f -not -path '*/vendor/*' 2>/dev/null)
PACKS ?= pingtang longfeng

# Each stamp is a file, so that a second `make run` finds everything done.
install: .venv/stamp.run node_modules/stamp .venv/stamp.vendor .venv/stamp.messages build/static/staticfiles.json

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed; set PYTHON=..."; exit 1; }
	@PYTHON=$(PYTHON) bash tools/system-packages install
	@$(PYTHON) -m venv .venv

.venv/stamp.run: requirements/run.txt requirements/build.txt pyproject.toml | .venv/bin/python
	@echo "Installing what the product needs ..."
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/stamp.test: requirements/test.txt .venv/stamp.run
	@echo "Installing what the tests need ..."
	@$(PIP) --require-hashes -r requirements/test.txt
	@touch $@

node_modules/stamp: package.json package-lock.json | .venv/bin/python
	@echo "Installing what the pages need ..."
	@npm ci --silent --no-audit --no-fund
	@touch $@

.venv/stamp.vendor: node_modules/stamp tools/vendor.py $(wildcard src/yuanluo/web/icons.txt) | .venv/bin/python
	@$(BIN)/python tools/vendor.py
	@touch $@

.venv/stamp.messages: .venv/stamp.run $(CATALOGUES) tools/messages.py
	@$(BIN)/python tools/messages.py compile
	@touch $@

build/static/staticfiles.json: .venv/stamp.run .venv/stamp.vendor $(STATIC)
	@$(BIN)/yuanluo manage collectstatic --no-input --clear --verbosity 0
	@touch $@

run: install
	@exec $(BIN)/yuanluo up --port $(PORT) --demo $(PACKS)

# System packages for the tests, only where they are missing.
system-test:
	@bash tools/system-packages test

test: install .venv/stamp.test system-test
	@bash tools/test

check: install .venv/stamp.test
	@bash tools/check

bench: install .venv/stamp.test system-test
	@$(BIN)/python -m tools.postgres --durable -- $(BIN)/python -m bench

# What others are made with stays out of the environment that the product runs in.
.venv-bench/stamp: requirements/bench.txt | .venv/bin/python
	@$(PYTHON) -m venv .venv-bench
	@.venv-bench/bin/pip install -qq --disable-pip-version-check --require-hashes -r requirements/bench.txt
	@touch $@

bench-courtyards: .venv-bench/stamp
	@OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 PYTHONPATH=src:. .venv-bench/bin/python -W ignore -m bench.courtyards

docs: install .venv/stamp.test
	@$(BIN)/python -m tools.docs write

messages: .venv/stamp.test
	@$(BIN)/python tools/messages.py extract

clean:
	@rm -rf .venv .venv-bench node_modules build $(VENDOR) .mypy_cache .ruff_cache .pytest_cache .hypothesis
