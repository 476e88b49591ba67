# make run · make host · make test · make check · make clean-room · make fuzz · make bombs · make visitors · make bench · make bench-scale · make train · make train-quotes · make train-tariffs
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8501
DATA ?= ../shared/data
MINUTES ?= 10
HOSTS ?=
hosts = $(addprefix --server.allowedHosts=,$(1))

.PHONY: run host screenshots test check fuzz bombs visitors clean-room bench bench-scale train train-quotes train-tariffs clean

run: .venv/run.done
	$(BIN)/streamlit run dashboard.py --server.address=127.0.0.1 --server.port=$(PORT) --client.showErrorDetails=full $(call hosts,127.0.0.1 localhost)

# As a public server would: headers that lock pages down, corrections kept in the visitor's session alone.
# HOSTS: the names under which it is reached; it answers to no others.
host: .venv/run.done
	$(BIN)/streamlit run asgi.py --server.address=$(or $(ADDRESS),127.0.0.1) --server.port=$(PORT) --server.headless=true --server.fileWatcherType=none $(call hosts,$(HOSTS))

screenshots: .venv/dev.done
	$(BIN)/python docs/screenshots.py

test: .venv/dev.done
	bash tests/chromium.sh
	$(BIN)/pytest -n auto

check: .venv/dev.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python evaluation/gate.py

fuzz: .venv/dev.done
	$(BIN)/python -m tests.fuzz $(MINUTES)

bombs: .venv/dev.done
	$(BIN)/python -m tests.bombs

# Fifty at once, over the samples or, with STORE=DIR, over another store.
visitors: .venv/dev.done
	$(if $(STORE),,$(BIN)/python -m newstables build seeds --store store)
	$(BIN)/python benchmarks/visitors.py $(or $(STORE),store)

clean-room:
	bash tests/clean-room.sh $(PYTHON)

bench: .venv/dev.done
	$(BIN)/python benchmarks/run.py
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/tagging.py
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/alignment.py
	$(BIN)/python benchmarks/copies.py 1000 10000 100000
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/stories.py 5000 20000 100000
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python benchmarks/searching.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/building.py 100

# Pages over 100,000 articles and 1,000,000 quotes beside Datasette, sessions, builds of growing size: most of an hour.
bench-scale: .venv/dev.done .venv-bench/done
	bash tests/chromium.sh
	$(BIN)/python benchmarks/latency.py --datasette .venv-bench/bin/datasette
	$(BIN)/python benchmarks/sessions.py
	$(BIN)/python benchmarks/building.py $(or $(ARTICLES),100 1000 10000)

train: .venv/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	cd training && PYTHONPATH=.. ../$(BIN)/python -m weasel run all . --vars.data $(abspath $(DATA))

train-quotes: .venv/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	cd training && PYTHONPATH=.. ../$(BIN)/python -m weasel run quotes . --vars.data $(abspath $(DATA))

train-tariffs: .venv/run.done
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-train.txt
	cd training && PYTHONPATH=.. ../$(BIN)/python -m weasel run tariffs .

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11, 3.12 or 3.13 is needed, this is " + sys.version.split()[0] + "; say make PYTHON=/path/to/python3.12") if not (3, 11) <= sys.version_info < (3, 14) else 0'
	$(PYTHON) -m venv .venv

.venv/run.done: .venv/bin/python requirements.txt pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/dev.done: .venv/run.done requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@

.venv-bench/done: requirements-bench.txt
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@

clean:
	rm -rf .venv .venv-bench
