# make run and make test need Python 3.11 or later, make and the package index; nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip
LOCKED := $(PIP) install --quiet --no-deps --require-hashes

.PHONY: run test test-slow test-browser test-scale lint format lock clean

run: $(VENV)/.installed-run
	$(BIN)/asf index build --publish-first
	$(BIN)/asf serve

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "not slow and not browser"

test-browser: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m browser

test-slow: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -m "slow and not browser"

# Several processes over a real PostgreSQL (Debian's package) and a real Chroma server.
test-scale: $(VENV)/.installed-dev
	$(BIN)/python -m pytest tests/test_scale_out.py tests/index/publishing/test_publication_database.py tests/corpus/database

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry .
	$(PIP) check

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Lock what pyproject.toml asks for, with the hashes of all files for all platforms; UPGRADE=--upgrade takes the newest.
lock: $(VENV)/.installed-dev
	$(call lock,run)
	$(call lock,llm,--extra llm,run)
	$(call lock,dev,--extra dev,run llm)

# $(call lock,NAME,EXTRAS,LOWER): a file with only what the lower ones lack, at versions that go with them.
define lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-header \
		--annotation-style line --constraint requirements/torch.txt --no-emit-package torch $(UPGRADE) $(2) \
		$(foreach lower,$(3),--constraint requirements/$(lower).txt $$(sed -n 's/^\([a-z0-9.-]*\)==.*/--no-emit-package \1/p' requirements/$(lower).txt)) \
		--output-file requirements/$(1).txt pyproject.toml
	sed -i '/^$$/,$$d' requirements/$(1).txt  # the list of what was left out
endef

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# torch has no hash: its builds differ by where they come from, and a CPU build, where one is found, spares gigabytes.
# It comes after the lock, which holds what it needs, and before the project, which is built with the lock's setuptools.
$(VENV)/.installed-run: pyproject.toml requirements/run.txt requirements/torch.txt | $(VENV)/bin/python
	$(LOCKED) --requirement requirements/run.txt
	$(PIP) install --quiet --requirement requirements/torch.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed-run requirements/llm.txt requirements/dev.txt
	$(LOCKED) --requirement requirements/llm.txt --requirement requirements/dev.txt
	@touch $@
