#!/bin/sh
# system_packages.sh NAME=PACKAGE ...: what is missing is installed where we may, else named in one line.
# A NAME with ".so" is a shared library, any other a command.
set -eu

[ "$(uname -s)" = Linux ] || exit 0  # wheels for other systems bring what they need
PYTHON=${PYTHON:-python3}
missing=""
for pair in "$@"; do
    name=${pair%%=*} package=${pair#*=}
    case $name in
        *.so*) "$PYTHON" -c "import ctypes; ctypes.CDLL('$name')" 2>/dev/null || missing="$missing $package" ;;
        *) command -v "$name" >/dev/null 2>&1 || missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0

if command -v apt-get >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else as_root="no"; fi
    if [ "$as_root" != no ]; then
        printf 'Installing system packages:%s\n' "$missing" >&2
        # shellcheck disable=SC2086
        $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
    fi
fi
printf 'Please install these system packages (Debian names), then run this again:%s\n' "$missing" >&2
exit 1
