# make run and make test need Python 3.11 or later, make and the package index; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-slow lint format bench weight screenshots clean

run: $(VENV)/.installed-run
	$(BIN)/python -m index build --publish-first
	$(BIN)/python app.py

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "not slow"

test-slow: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m slow

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-run
	$(BIN)/python -m index build --publish-first
	$(BIN)/python -m evals bench

weight: $(VENV)/.installed-dev
	$(BIN)/python -m index build --publish-first
	$(BIN)/python -m evals weight

screenshots: $(VENV)/.installed-dev
	$(BIN)/python -m index build --publish-first
	ASF_FEDERATION="Samordningsförbundet Exempelbygden" ASF_CONTACT=info@exempelbygden.example ASF_FEEDBACK=true \
		$(BIN)/python -m evals screenshots docs/screenshots

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed-run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-run
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[dev]"
	@touch $@
