#!/bin/sh
# Makes .venv with Python 3.11 or later; Debian and Ubuntu keep the venv module in a package apart.
set -eu
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Python 3.11 or later is needed: name it, as in 'make run PYTHON=python3.12'" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "this Python has no venv module: run 'apt-get install python3-venv' as root, then again" >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv
fi
"$python" -m venv .venv
