#!/bin/sh
# Makes .venv with the package, its fonts and its tools. Needs Python 3.11 or later with venv; nothing else.
set -eu

PYTHON=${PYTHON:-python3}
VENV=.venv

say() { printf '%s\n' "$*" >&2; }

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    say "Toonverse needs Python 3.11 or later; set PYTHON to one (found: $("$PYTHON" --version 2>&1 || echo none))."
    exit 1
}
"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || {
    say "This Python has no venv; on Debian and Ubuntu: apt-get install python3-venv"
    exit 1
}

# The drawing library's wheel looks for three system libraries that slim machines lack.
PYTHON=$PYTHON sh scripts/system_packages.sh libEGL.so.1=libegl1 libGL.so.1=libgl1 libexpat.so.1=libexpat1

[ -x "$VENV/bin/python" ] || "$PYTHON" -m venv "$VENV"
PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_DISABLE_PIP_VERSION_CHECK
say "Installing what Toonverse is built on (a few minutes the first time) ..."
pip_install() { "$VENV/bin/python" -m pip install --quiet --require-hashes --only-binary :all: "$@"; }
pip_install -r requirements-build.txt
# Two are published as source packages (one of data, one of plain Python): they are built here, without a
# compiler, by the pinned tools above.
pip_install --no-binary kiwipiepy-model,pyvips --no-build-isolation -r requirements-dev.txt
say "Building Toonverse and fetching its fonts ..."
PATH="$PWD/$VENV/bin:$PATH" "$VENV/bin/python" -m pip install --quiet --no-deps --no-build-isolation -e .
"$VENV/bin/toonverse" --help >/dev/null
say "Ready: $VENV/bin/toonverse"
