#!/bin/sh
# Gets what the test of the launcher on a virtual screen needs. Never fails: without it that one test is skipped,
# and says so. Only root on a machine with apt installs anything.
set -u

missing=
has() { command -v "$1" >/dev/null 2>&1 || missing="$missing $2"; }
has Xvfb xvfb
has gio libglib2.0-bin
has zenity zenity
has xdotool xdotool
has desktop-file-validate desktop-file-utils

[ -n "$missing" ] || exit 0
command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] || {
    echo "the launcher will not be tried on a virtual screen: missing$missing"
    exit 0
}

# shellcheck disable=SC2086 # a list of package names
install() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends $missing </dev/null >/dev/null 2>&1
}

install || { apt-get -q update >/dev/null 2>&1 && install; } ||
    echo "the launcher will not be tried on a virtual screen: apt-get could not install$missing"
