# Everything a developer or a curious person runs. `make help` lists the commands.
# Needs Python 3.11 or newer, git and make; everything else goes into the virtual environment .venv. Programs that scans and
# Word 97 files need are Debian's: installed where that may be done (root and apt), else it is said what is left out.

# The first Python that is new enough; say PYTHON=… to choose another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
GOLD := ../shared/gold
FAMILY := 26-kh-tld-tong-lien-doan.docx
GENERATED := docs/contract.md docs/road.md docs/accuracy.md docs/speed.md docs/reference/command-line.md

# Stamp files: made once, and again when what they rest on changes.
MADE := $(VENV)/.made
TESTABLE := $(VENV)/.testable
LINTABLE := $(VENV)/.lintable
DOCUMENTABLE := $(VENV)/.documentable

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint types wheel score bench corpus schema docs clean

help: ## list these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

demo: $(TESTABLE) ## read the plans of corpus/ and show one of them
	@.ci/debian.sh scans
	@rm -rf out
	@$(BIN)/adminplan parse $$(find corpus/documents -type f ! -name '*.json' | sort) -o out
	@echo
	@$(BIN)/adminplan parse corpus/documents/$(FAMILY) --format table
	@echo
	@$(BIN)/python .ci/overview.py out
	@echo
	@echo "The plans as JSON: $(CURDIR)/out/*.json"
	@echo "Read one of your own: $(BIN)/adminplan parse FILE --format table"

test: $(TESTABLE) ## run all tests
	@.ci/debian.sh scans doc postgres graphs browser
	@$(BIN)/python -m pytest -rfEs

lint: $(LINTABLE) ## check style and form
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(LINTABLE) ## check the types
	@$(BIN)/mypy
	@$(BIN)/pyright --pythonpath $(BIN)/python tests/typing
	@$(BIN)/python .ci/public_types.py

wheel: $(TESTABLE) ## build the wheel and the source archive into dist/
	@rm -rf dist
	@$(BIN)/python -m hatchling build

score: $(TESTABLE) ## measure against the gold documents in ../shared/gold, and against the floors
	@test -d $(GOLD) || { echo "$(GOLD) is not here: the gold documents are no part of the project, so there is nothing to score."; exit 1; }
	@$(BIN)/python benchmarks/score.py $(GOLD)

bench: $(TESTABLE) ## measure speed against the budgets
	@$(BIN)/python benchmarks/budgets.py

corpus: $(TESTABLE) ## make the documents of corpus/ from their sources
	@$(BIN)/python corpus/build.py

schema: $(TESTABLE) ## write the JSON Schema of a plan to where it is committed
	@$(BIN)/adminplan schema > $(VENV)/plan-1.json
	@mv $(VENV)/plan-1.json src/adminplan/plan/schema/plan-1.json
	@echo "src/adminplan/plan/schema/plan-1.json is written; make test says whether schema/CHANGES.md wants a line"

docs: $(DOCUMENTABLE) ## make the generated parts of docs/, then its site in site/
	@$(BIN)/python -m cogapp -r -n utf-8 $(GENERATED)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --quiet --strict
	@echo "The site: $(CURDIR)/site/index.html"

clean: ## remove the environment and everything made
	rm -rf $(VENV) out site dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -exec rm -rf {} +

$(MADE): .ci/environment.py
	@test -n "$(PYTHON)" || { echo "adminplan needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt install python3"; exit 1; }
	@echo "Making the virtual environment $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) .ci/environment.py $(VENV)
	@touch $@

$(TESTABLE): pyproject.toml $(MADE)
	@echo "Installing adminplan and what its tests need; this takes a minute or two the first time ..."
	@$(BIN)/python -m pip install --quiet --editable . --group test --group corpus
	@touch $@

$(LINTABLE): pyproject.toml $(TESTABLE)
	@$(BIN)/python -m pip install --quiet --group lint
	@touch $@

$(DOCUMENTABLE): pyproject.toml $(TESTABLE)
	@$(BIN)/python -m pip install --quiet --group docs
	@touch $@
