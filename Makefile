PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo setup check test bench sheets lock

demo: setup  ## set up everything, then turn an example story into an episode
	$(BIN)/toonverse make examples/last-ferry.txt

setup: .venv/ready  ## make .venv with the package, its fonts and its tools

.venv/ready: requirements-build.txt requirements-dev.txt pyproject.toml build_assets.py package-lock.json scripts/setup.sh
	PYTHON=$(PYTHON) sh scripts/setup.sh
	touch $@

check: setup  ## lint, types, import contracts, format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The browser's driver keeps an event loop of its own running, so its tests have processes of their own.
test: setup  ## everything, a real browser included
	sh scripts/setup_tests.sh
	$(BIN)/pytest -n 2 --dist worksteal --ignore tests/browser
	$(BIN)/pytest -n 2 --dist loadfile tests/browser

bench: setup
	sh scripts/system_packages.sh chromium=chromium nginx=nginx-light
	$(BIN)/python -m bench

sheets: setup  ## whole episodes as contact sheets in out/sheets, to look at
	$(BIN)/python scripts/contact_sheets.py

lock: setup  ## pin every dependency with its hashes
	sh scripts/lock.sh
