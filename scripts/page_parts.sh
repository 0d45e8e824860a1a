#!/bin/sh
# Fetch the page parts that package-lock.json names. Where the machine has no Node of version 20 or later,
# Node itself comes from locks/node.txt into the virtual environment.
set -eu

has_node() {
    command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null
}

PATH="$PATH:$PWD/.venv/bin"
if ! has_node; then
    echo "No Node of version 20 or later here: fetching it (locks/node.txt)"
    .venv/bin/python -m pip install --disable-pip-version-check --no-input --progress-bar off \
        --require-hashes -r locks/node.txt
    PATH="$PWD/.venv/bin:$PATH"
    has_node || { echo "Node was fetched but does not start." >&2; exit 1; }
fi
export PATH
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
