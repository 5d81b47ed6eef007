# The few commands of this house. `make` alone lists them.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
PORT ?= 8000
BIN := .venv/bin
RUN := env -u PYTHONPATH -u PYTHONHOME -u PYTHONDONTWRITEBYTECODE
STAGED := $(RUN) TILTH_STAGE=test

.DEFAULT_GOAL := help
.PHONY: help demo test thorough check lock clean
MAKEFLAGS += --no-print-directory

help:
	@echo "make demo     prepare and serve an invented family of schools on http://localhost:$(PORT)"
	@echo "              (another port: make demo PORT=8010)"
	@echo "make test     prepare, check, then run every test: SQLite, PostgreSQL, the browser"
	@echo "make thorough the same with every test on both databases, and what is tried a second way"
	@echo "make check    lint, types, layers, templates and migrations"
	@echo "make lock     choose new versions of the locked packages"
	@echo "make clean    remove what was built here; keeps the demo's data in var/"

demo:
	@$(RUN) $(PYTHON) scripts/prepare.py demo
	@exec $(RUN) TILTH_STAGE=demo TILTH_ADDRESS=http://localhost:$(PORT) $(BIN)/tilth serve --port $(PORT)

test: check
	@$(RUN) $(BIN)/python scripts/prove.py --briefly

thorough: check
	@$(RUN) $(BIN)/python scripts/prove.py

check: ready
	@$(STAGED) $(BIN)/python scripts/check.py

.PHONY: ready
ready:
	@$(RUN) $(PYTHON) scripts/prepare.py test

lock:
	@$(RUN) $(PYTHON) scripts/lock.py

clean:
	rm -rf .venv node_modules tilth/web/static/web/build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
