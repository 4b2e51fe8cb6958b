#!/bin/sh
# Installs the board from this folder, with no network, and starts it: sh start.sh
# Or `sh start.sh install`, or any command: sh start.sh account reset office
set -eu
here=$(dirname "$(readlink -f "$0")")
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if "$python" -c "$fits" 2>/dev/null; then
        exec "$python" "$here/start.py" "$@"
    fi
done
echo "没有找到 Python 3.11、3.12 或 3.13。请先安装，或指明在哪里：PYTHON=/路径/python3.12 sh start.sh" >&2
exit 1
