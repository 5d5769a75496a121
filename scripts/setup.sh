#!/bin/sh
# Makes .venv with exactly what requirements.lock says, and looks for a Chromium for the browser tests.
# Does nothing when the lock is the one that .venv was made from.
set -eu
cd "$(dirname "$0")/.."
lock=requirements.lock
done_for=.venv/made-from.lock

fail() { printf '\n%s\n' "$*" >&2; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in "${PYTHON:-python3}" python3 python python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then command -v "$name"; return; fi
    done
    return 1
}

make_venv() {
    python=$(find_python) || python=
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --allow-existing --python "${python:-3.11}" .venv ||
            fail "Segue needs Python 3.11 or newer, and uv could not get one. Install Python 3.11+ and run make again."
        VIRTUAL_ENV=$PWD/.venv uv pip sync --quiet "$lock" && return
        # A company's own certificates, for one, are known to pip and not always to uv.
        echo "uv could not install the packages; trying pip ..." >&2
    fi
    [ -n "$python" ] || fail "Segue needs Python 3.11 or newer; found: $(python3 --version 2>&1 || echo none).
Install a newer Python (or uv), or name one: make PYTHON=/path/to/python3.12"
    "$python" -m venv --clear .venv ||
        fail "$python cannot make virtual environments. On Debian or Ubuntu: apt-get install python3-venv"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --requirement "$lock"
}

has_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    .venv/bin/python scripts/bundled_chromium.py >/dev/null 2>&1
}

get_chromium() {
    has_chromium && return
    echo "No Chromium found for the browser tests; trying to get one ..."
    timeout 300 .venv/bin/playwright install chromium >/dev/null 2>&1 && has_chromium && return
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        { apt-get update && apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 && return
    fi
    printf '%s\n' "" "*** No Chromium could be installed. Everything works, but the browser tests will be SKIPPED." \
        "*** Install chromium or google-chrome and run make again to have them run." "" >&2
}

if [ -x .venv/bin/python ] && is_new_enough .venv/bin/python && cmp -s "$lock" "$done_for"; then exit 0; fi
echo "Setting up .venv (once; again only when requirements.lock changes) ..."
make_venv
get_chromium
cp "$lock" "$done_for"
echo "Ready."
