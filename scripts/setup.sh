#!/usr/bin/env bash
# Make the environment VENV and install WHAT into it: scripts/setup.sh .venv '.[dev]'
set -euo pipefail
venv=$1
what=$2

python=""
for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "setup: Python 3.11 or newer is needed and was not found" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
        echo "setup: $python has no venv module; install it first, on Debian: sudo apt-get install python3-venv" >&2
        exit 1
    fi
fi
[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
echo "setup: installing $what into $venv"
if ! "$venv/bin/python" -m pip install --disable-pip-version-check -q -c constraints.txt -e "$what" >"$log" 2>&1; then
    cat "$log" >&2
    echo "setup: the installation failed; the lines above say why" >&2
    exit 1
fi
