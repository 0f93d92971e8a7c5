#!/bin/sh
# What only the tests need: a browser, the accessibility checker, and servers by others that play the paid APIs.
set -eu

sh scripts/system_packages.sh chromium=chromium
# Programs that buy through the gateway; they want other versions of what we use, so they have a venv.
if [ ! -x .clients/bin/llm ] || [ requirements-clients.txt -nt .clients/bin/llm ]; then
    .venv/bin/python -m venv .clients
    .clients/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        -r requirements-clients.txt
    touch .clients/bin/llm
fi
[ -f node_modules/@copilotkit/aimock/dist/cli.js ] && [ -f node_modules/axe-core/axe.min.js ] &&
    [ -f node_modules/openai/index.mjs ] && exit 0
.venv/bin/python -c 'from build_assets import fetch_packages; fetch_packages(".", everything=True)'
