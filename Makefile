# Everything starts from `make demo` and `make test`; both set up what they need.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup demo test unit versions kafka chaos laws fuzz bench bench-stream bench-flow bench-restart bench-memory lint types contracts format schemas quality lock clean

help: ## show this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'

setup: $(READY) ## create .venv with everything that demo, tests and tools need

$(READY): pyproject.toml requirements-dev.lock
	@$(PYTHON) -c 'import sys; sys.exit(not ((3, 11) <= sys.version_info < (3, 14)))' \
		|| { echo 'conflict-stream needs Python 3.11 to 3.13; name one: make PYTHON=python3.12'; exit 1; }
	@echo 'Setting up .venv (once; about a minute)'
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(READY) ## articles in, events out, on an embedded broker (ONCE=1 ends by itself)
	@$(BIN)/conflict-stream demo $(if $(ONCE),--once)

test: $(READY) ## every test that needs no Docker, Java or root
	$(BIN)/pytest -m 'not kafka'

unit: $(READY) ## the tests that need no broker at all
	$(BIN)/pytest -m 'not kafka and not broker'

versions: $(READY) ## the unit tests on every supported Python that is installed
	@# pyenv's shims stand on the path for versions that they then refuse to run: its real ones go before them.
	@PATH="$$(ls -d $$HOME/.pyenv/versions/3.*/bin 2>/dev/null | paste -sd: -):$$PATH"; \
	for version in 3.11 3.12 3.13; do \
		home=.cache/python-$$version; \
		$(BIN)/uv venv --quiet --no-python-downloads --allow-existing --python $$version $$home 2>/dev/null \
			|| { echo "Python $$version: not installed, passed over"; continue; }; \
		$(BIN)/uv pip sync --quiet --python $$home --require-hashes requirements-dev.lock \
			&& $(BIN)/uv pip install --quiet --python $$home --no-deps --no-build-isolation -e . \
			&& echo "Python $$version:" && $$home/bin/pytest -q -p no:cacheprovider -m 'not kafka and not broker and not browser' || exit 1; \
	done

kafka: $(READY) ## the tests on Apache Kafka, started from Maven's jars on local Java
	CONFLICT_STREAM_REQUIRE_KAFKA=1 $(BIN)/pytest -m 'kafka or broker'

chaos: $(READY) ## kill workers on Apache Kafka and compare with an undisturbed run (KILLS=100 SEED=1, or STOPS=100)
	$(BIN)/python -m tests.chaos --kills $(or $(KILLS),100) --stops $(or $(STOPS),0) --seed $(or $(SEED),1)

laws: $(READY) ## the laws of merging over 10,000 made-up logs each: about an hour of CPU (EXAMPLES=10000)
	CONFLICT_STREAM_TEST_EXAMPLES=$(or $(EXAMPLES),10000) $(BIN)/pytest tests/pipeline/merging/test_laws.py tests/pipeline/merging/test_correction_laws.py

fuzz: $(READY) ## odd inputs through codec, reader, page and terminal, all accounted for (INPUTS=100000 SEED=1)
	@$(BIN)/uv pip install --quiet --python $(VENV) --only-binary atheris --group fuzz || echo 'no atheris for this Python'
	$(BIN)/python -m tests.fuzz --inputs $(or $(INPUTS),100000) --seed $(or $(SEED),1)

bench: bench-stream bench-flow bench-restart bench-memory ## all four on Apache Kafka (about an hour)

bench-stream: $(READY) ## what the stream layer costs beside a bare loop and other Python stream libraries (RUNS=5)
	@for peer in quix faststream arroyo; do \
		home=.cache/contenders/$$peer; \
		$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python $$home \
			&& $(BIN)/uv pip install --quiet --python $$home --group bench-$$peer || exit 1; \
	done
	$(BIN)/python -m benchmarks.stream --runs $(or $(RUNS),5)

bench-flow: $(READY) ## articles a second, one worker and two, where the time goes, latencies
	$(BIN)/python -m benchmarks.flow

bench-restart: $(READY) ## start to ready over 10,000 events, and the pause after SIGKILL
	$(BIN)/python -m benchmarks.restart

bench-memory: $(READY) ## a worker's memory over an hour of the world's news (ARTICLES=90000)
	$(BIN)/python -m benchmarks.memory --articles $(or $(ARTICLES),90000)

lint: $(READY) ## style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY) ## mypy, strict
	$(BIN)/mypy

contracts: $(READY) ## dependencies between rooms; generated files in step
	$(BIN)/lint-imports --no-cache
	$(BIN)/conflict-stream schemas --check

format: $(READY) ## rewrite in house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

schemas: $(READY) ## write schemas/json anew from the types
	$(BIN)/conflict-stream schemas --write

quality: $(READY) ## every figure of the public sets: make quality DATA=path/to/eval/data
	@$(BIN)/uv pip install --quiet --python $(VENV) --group evaluation
	@$(BIN)/python -m evaluation.quality --data $(DATA)

lock: $(READY) ## compile the lock files anew: hashes, no index addresses
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--extra embedded --extra page pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
		--extra embedded --extra page --extra parquet --group dev pyproject.toml -o requirements-dev.lock

clean: ## remove the environment and caches
	rm -rf $(VENV) .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
