#!/bin/sh
# Pins every dependency with its hashes. The files name no package index.
set -eu

uv=${UV:-.venv/bin/uv}
lock() { "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
    --custom-compile-command 'make lock' "$@"; }

lock --group build -o requirements-build.txt
lock pyproject.toml -c requirements-build.txt -o requirements.txt
lock pyproject.toml --group dev -c requirements-build.txt -c requirements.txt -o requirements-dev.txt
lock --group clients -o requirements-clients.txt
