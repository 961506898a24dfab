#!/bin/sh
# Installs docgen for this user from the wheels beside this script: no network, no administrator.
#   sh install.sh [FOLDER]      default: ~/.local/share/docgen/program
# 离线安装，只装给当前用户。PYTHON=/路径/python3.11 sh install.sh 可以指定 Python。
set -eu

here=$(cd "$(dirname "$0")" && pwd)
target=${1:-${XDG_DATA_HOME:-$HOME/.local/share}/docgen/program}

fit() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=${PYTHON:-}
for each in python3.13 python3.12 python3.11 python3; do
    if [ -z "$python" ] && fit "$each"; then python=$each; fi
done
fit "$python" || {
    echo '没有 Python 3.11 以上。请装上，或改用不需要 Python 的程序包（docs/offline.md）。' >&2
    exit 1
}

cd "$here"
command -v sha256sum >/dev/null && { sha256sum --quiet -c SHA256SUMS || exit 1; }

# Without ensurepip, which Debian and its kin keep apart: pip runs from its own wheel.
"$python" -m venv --clear --without-pip "$target"
pip=$(echo "$here"/wheels/pip-*.whl)
"$target/bin/python" "$pip/pip" install -q --no-index --no-cache-dir --find-links wheels docgen

"$target/bin/docgen" doctor
"$target/bin/docgen" install
echo "装好了：$target/bin/docgen"
