#!/bin/sh
# Gets what the rendering tests need: LibreOffice, poppler, and fonts that answer to the names in
# our templates. Never fails: where something cannot be had it says so in one line, exits 0, and
# the tests are skipped with their reason (tests/rendering/pages.py, unavailable).
#
# Only root on a machine with apt installs anything. Everybody else gets the fonts when the Fandol
# files are in the cache folder already.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
cache=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/docgen-test-fonts
log=$cache/setup.log
faces='FandolFang-Regular FandolKai-Regular FandolHei-Regular FandolSong-Regular FandolSong-Bold'

give_up() {
    echo "rendering tests will be skipped: $1"
    exit 0
}

has() { command -v "$1" >/dev/null 2>&1; }

# Debian's nogui packages bring neither lowriter nor localc to ask for.
lacks_module() {
    has soffice || return 0
    program=$(dirname "$(readlink -f "$(command -v soffice)")")
    [ -e "$program/soffice.bin" ] && [ ! -e "$program/$1" ]
}

# By program and not by package: a desktop LibreOffice will do and must not be replaced.
# Liberation Serif has the metrics of Times New Roman, in which our digits are set.
wanted_packages() {
    ! lacks_module libswlo.so || printf '%s ' libreoffice-writer-nogui
    ! lacks_module libsclo.so || printf '%s ' libreoffice-calc-nogui
    { has pdftotext && has pdftoppm && has pdffonts; } || printf '%s ' poppler-utils
    has fc-match || printf '%s ' fontconfig
    case $(fc-match -f '%{family}' 'Times New Roman' 2>/dev/null) in
        Liberation* | Times* | Tinos*) ;;
        *) printf '%s ' fonts-liberation ;;
    esac
}

has_faces() {
    for face in $faces; do
        [ -s "$cache/$face.otf" ] || return 1
    done
}

can_install() { has apt-get && [ "$(id -u)" = 0 ]; }

# A fresh container has no package lists and an old one has lists of files that are gone: both
# show as a failure of the first try, so lists are fetched only then.
with_lists() {
    "$@" >>"$log" 2>&1 && return 0
    apt-get -q update >>"$log" 2>&1
    "$@" >>"$log" 2>&1
}

install_packages() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "$@" </dev/null
}

# Unpacked rather than installed: 95 MB and 21 further packages for five files.
unpack_faces() {
    apt-get -q download texlive-lang-chinese || return 1
    dpkg-deb --fsys-tarfile texlive-lang-chinese_*.deb | tar -x --wildcards '*/fandol/Fandol*.otf' || return 1
    for face in $faces; do
        found=$(find . -name "$face.otf" | head -n 1)
        [ -n "$found" ] && mv "$found" "$cache/$face.otf" || return 1
    done
}

fetch_faces() {
    work=$(mktemp -d) || return 1
    chmod 755 "$work"
    (cd "$work" && with_lists unpack_faces)
    fetched=$?
    rm -rf "$work"
    return $fetched
}

python=${PYTHON:-$root/.venv/bin/python} # one that has fontTools
has "$python" || python=python3

mkdir -p "$cache" 2>/dev/null || give_up "cannot write to $cache"

packages=$(wanted_packages)
if [ -n "$packages" ]; then
    can_install || give_up "missing ${packages% }, and only root on a machine with apt installs them"
    : >"$log"
    # shellcheck disable=SC2086 # a list of package names
    with_lists install_packages $packages || give_up "apt-get could not install ${packages% } (see $log)"
fi

if ! has_faces; then
    can_install || give_up "no Fandol fonts in $cache, and only root on a machine with apt fetches them"
    fetch_faces || give_up "apt-get could not fetch the Fandol fonts (see $log)"
fi

"$python" "$here/fonts.py" "$cache" 2>"$cache/fonts.log" || give_up "$(tail -n 1 "$cache/fonts.log")"
