#!/bin/sh
# What only the tests need: a browser, the accessibility checker, and servers by others that play the paid APIs.
set -eu

sh scripts/system_packages.sh chromium=chromium
[ -f node_modules/@copilotkit/aimock/dist/cli.js ] && [ -f node_modules/axe-core/axe.min.js ] && exit 0
.venv/bin/python -c 'from build_assets import fetch_packages; fetch_packages(".", everything=True)'
