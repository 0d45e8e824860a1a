#!/bin/sh
# Make the virtual environment, or say what the machine lacks. Argument: the Python to use.
set -eu
python=${1:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Yishi needs Python 3.11 or later as '$python' (Debian: apt install python3 python3-venv)." >&2
    echo "If it is there under another name: make PYTHON=/path/to/python3.12 ..." >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "This Python has no venv module (Debian: apt install python3-venv)." >&2
    exit 1
fi
echo "== virtual environment (.venv, $("$python" --version))"
"$python" -m venv .venv
