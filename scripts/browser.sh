#!/usr/bin/env bash
# Install the browser of the page tests where there is none. Without the right to install, those tests skip and say why.
set -euo pipefail
if command -v chromium >/dev/null || command -v chromium-browser >/dev/null; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "setup: installing chromium for the page tests"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
    echo "setup: chromium is not installed; the page tests will be skipped (on Debian: sudo apt-get install chromium)" >&2
fi
