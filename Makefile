# `make run` and `make test` set up everything they need in .venv. `make help` lists the rest.
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= $(or $(OKR_SHARED_DATA),../shared/data)
.DEFAULT_GOAL := help
.PHONY: help run test check lint types imports generated unit evals evals-report evals-accept external bench docs record live serve clean train-critic train-critic-stack

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.base: pyproject.toml constraints.txt scripts/setup.sh
	@scripts/setup.sh $(VENV) .
	@touch $@

$(VENV)/.dev: $(VENV)/.base
	@scripts/browser.sh
	@scripts/setup.sh $(VENV) '.[dev,evals,embedding,openvino,ray]'
	@touch $@

run: $(VENV)/.base ## Review, improve, audit and check in with the example company
	@$(BIN)/coach review examples/company.md examples/teams examples/people --fail-on never
	@$(BIN)/coach improve "Launch the new onboarding flow by June" --objective "Newcomers feel at home in their first week"
	@$(BIN)/coach improve "Increase trial conversion to 40%"
	@mkdir -p build
	@$(BIN)/coach audit examples --html build/audit.html
	@$(BIN)/coach checkin examples --date 2026-11-09 --team Delivery

test: $(VENV)/.dev check unit evals ## Lint, types, import contracts, generated files, tests, evals

check: lint types imports generated ## Everything that reads the code without running it

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/.dev
	@$(BIN)/mypy

imports: $(VENV)/.dev
	@$(BIN)/lint-imports --no-cache

generated: $(VENV)/.dev ## Fail where a generated file is stale
	@$(BIN)/python -m scripts.generate --check

unit: $(VENV)/.dev ## The tests, in random order on all processors, with the coverage floor
	@$(BIN)/pytest -n auto --cov --cov-report=term

evals: $(VENV)/.dev ## Rerun every evaluation and compare with the committed rows
	@$(BIN)/python -m evals check

evals-report: $(VENV)/.dev ## Write build/evals.html
	@$(BIN)/python -m evals report --output build/evals.html

evals-accept: $(VENV)/.dev ## Make the rows of this run the reference
	@$(BIN)/python -m evals accept

external: $(VENV)/.dev ## Measure on the external data in SHARED (default ../shared/data)
	@$(BIN)/python -m evals run --data $(SHARED) --summary evals/results/external/summary.csv
	@$(BIN)/python -m evals.documents --data $(SHARED)

bench: $(VENV)/.dev ## Speed, as ratios within one run
	@$(BIN)/python -m evals.benchmarks

docs: $(VENV)/.dev ## Write the generated documents: docs/rules.md, docs/cli.md, docs/openapi.json
	@$(BIN)/python -m scripts.generate

record: $(VENV)/.live ## Record the answers of a small real model, and the synthetic ones, anew
	@$(BIN)/python -m scripts.recordings

live: $(VENV)/.live ## Review and improve through a small real model
	@$(BIN)/python -m scripts.live

$(VENV)/.live: $(VENV)/.dev
	@scripts/setup.sh $(VENV) '.[dev,live]'
	@touch $@

train-critic: $(VENV)/.dev ## Fit the local critic again: adapter and logistic layer, about 15 minutes
	@scripts/setup.sh $(VENV) '.[train]'
	@$(BIN)/python -m evals.training.local_critic

train-critic-stack: $(VENV)/.dev ## Only its logistic layer, after a change of reader or rules
	@$(BIN)/python -m evals.training.local_critic --stack-only

serve: $(VENV)/.base ## The HTTP API on 127.0.0.1:8000
	@$(BIN)/coach serve

clean: ## Remove the environment and what was built
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
