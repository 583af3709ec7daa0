# The whole life of a checkout. `make site` and `make test` need Python 3.11 or newer and nothing else.

PYTHON ?= python3
PYTEST_ARGS ?=
BENCH_ARGS ?=
SERVE_ARGS ?=
LOCK_ARGS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --no-input --disable-pip-version-check
HASHED := $(PIP_INSTALL) --require-hashes --no-build-isolation

# What a person has set for other projects must not reach into this one.
unexport PYTHONPATH PYTHONHOME PIP_USER PIP_TARGET PIP_PREFIX

.DEFAULT_GOAL := help
.PHONY: help site test lint lock bench bench-import serve clean chromium
.DELETE_ON_ERROR:
.NOTPARALLEL:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

site: $(VENV)/project.stamp ## Build content/ into site/
	$(BIN)/backfile build

test: site lint chromium ## Build the site, check the code and run every test
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp $(VENV)/project.stamp ## Check style, format, types and import rules
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

serve: $(VENV)/project.stamp ## Build, serve on this machine, and rebuild on every change
	$(BIN)/backfile serve $(SERVE_ARGS)

bench: $(VENV)/dev.stamp $(VENV)/project.stamp ## Measure builds, saves and growth (BENCH_ARGS="--growth")
	$(BIN)/python benchmarks/run.py $(BENCH_ARGS)

bench-import: $(VENV)/dev.stamp $(VENV)/project.stamp ## Measure imports: speed, memory, faithfulness (BENCH_ARGS="--data DIR")
	$(BIN)/python benchmarks/import/run.py $(BENCH_ARGS)

lock: $(VENV)/dev.stamp ## Pin the dependencies again (LOCK_ARGS=--upgrade for newer ones)
	$(call compile,requirements.txt,pyproject.toml)
	$(call compile,requirements-build.txt,--group build -c requirements.txt)
	$(call compile,requirements-dev.txt,pyproject.toml --group dev -c requirements.txt -c requirements-build.txt)

clean: ## Remove the environment, the caches and the built site
	rm -rf $(VENV) .backfile .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist build
	find generator tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	find site -mindepth 1 ! -path site/.gitignore -delete

chromium: $(VENV)/dev.stamp
	bash tests/browser/install_chromium.sh

# Universal: one file for every platform and every supported Python. Nothing of the machine that made it shows.
compile = env -u UV_FIND_LINKS -u UV_INDEX -u UV_INDEX_URL -u UV_EXTRA_INDEX_URL -u UV_DEFAULT_INDEX \
	$(BIN)/uv --no-config --quiet pip compile --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	$(LOCK_ARGS) --output-file $(1) $(2)

# One stamp for each step, inside the environment, so that removing it removes them too. A changed runtime lock makes
# the environment anew; the build backend comes first, because nothing is built in an isolated (unpinned) environment.
$(VENV)/site.stamp: requirements-build.txt requirements.txt
	@command -v "$(PYTHON)" >/dev/null || { echo "make: no $(PYTHON) here; install Python 3.11 or newer, or name it: make PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is too old; Python 3.11 or newer is needed: make PYTHON=python3.12"; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { echo "make: $(PYTHON) cannot make virtual environments; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	"$(PYTHON)" -m venv --clear $(VENV)
	$(HASHED) -r requirements-build.txt
	$(HASHED) -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/site.stamp
	$(HASHED) -r requirements-dev.txt
	@touch $@

$(VENV)/project.stamp: pyproject.toml $(VENV)/site.stamp
	$(PIP_INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@
