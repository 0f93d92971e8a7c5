#!/bin/sh
# What only the tests need: a browser, and the accessibility checker (already fetched with the fonts).
set -eu

sh scripts/system_packages.sh chromium=chromium
[ -f node_modules/axe-core/axe.min.js ] || {
    echo "node_modules is missing: run make setup again" >&2
    exit 1
}
