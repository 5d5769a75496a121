# make run [DATA="a.csv b.parquet"] [PORT=7860]   the page, on this machine only
# make eval MODEL=name                           with a language model (OPENAI_BASE_URL, OPENAI_API_KEY)
# make docs                                    the pages of docs/ that hold conversations, anew
# make breaks                                  breaks each point of the checklist and sees its test fail
# make test | lint | eval | bench | lock          all but lock set up .venv first, anew only when the lock changes
PYTHON ?= python3
BIN := .venv/bin
DATA ?=
PORT ?=
SHARED ?= ../shared
MODEL ?=

.PHONY: run test lint eval bench docs breaks lock setup
.DEFAULT_GOAL := run

run: setup
	$(BIN)/python app.py $(if $(DATA),--data $(DATA)) $(if $(PORT),--port $(PORT))

test: lint
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup
	$(BIN)/python -m evals.run cases --shared $(SHARED) $(if $(MODEL),--model $(MODEL))

bench: setup
	$(BIN)/python benchmarks/run.py --data $(SHARED)/data

docs: setup
	$(BIN)/python -m scripts.methods
	$(BIN)/python -m scripts.seeds --data $(SHARED)/data

breaks: setup
	$(BIN)/python -m scripts.breaks

setup:
	@PYTHON="$(PYTHON)" sh scripts/setup.sh

# The exact set that the tests ran with, for every Python from 3.11 on. Needs uv.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --quiet --upgrade \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" -o requirements.lock
