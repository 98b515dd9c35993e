#!/bin/sh
# Installs what the project needs: libraries of the system, .venv, the locked packages. What is installed already is left alone.
#   ./setup.sh        what a build needs
#   ./setup.sh dev    also what the tests need
set -eu
cd "$(dirname "$0")"
lock=requirements.lock
[ "${1:-}" = dev ] && lock=requirements-dev.lock
python=${PYTHON:-python3}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Pressroom needs Python 3.11 or newer; name one: make PYTHON=/usr/bin/python3.12" >&2
    exit 6
}

missing=""
libraries=$(/sbin/ldconfig -p 2>/dev/null || true)
for pair in libpango-1.0.so.0:libpango-1.0-0 libpangoft2-1.0.so.0:libpangoft2-1.0-0 libharfbuzz-subset.so.0:libharfbuzz-subset0; do
    case "$libraries" in *"${pair%%:*}"*) ;; *) missing="$missing ${pair#*:}" ;; esac
done
[ -x .venv/bin/python ] || "$python" -c 'import ensurepip' 2>/dev/null || missing="$missing python3-venv"
if [ "${1:-}" = dev ]; then  # programs that the tests run
    for pair in java:default-jre-headless qpdf:qpdf pdftotext:poppler-utils gs:ghostscript; do
        command -v "${pair%%:*}" >/dev/null || missing="$missing ${pair#*:}"
    done
fi

if [ -n "$missing" ]; then
    install="apt-get install -y --no-install-recommends$missing"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then run="env"
    elif sudo -n true 2>/dev/null && command -v apt-get >/dev/null; then run="sudo -n env"
    else
        echo "packages of the system are missing; install them, then run make again: sudo $install" >&2
        exit 6
    fi
    echo "installing$missing" >&2
    { $run apt-get update -qq && $run DEBIAN_FRONTEND=noninteractive $install -qq; } >/dev/null || {
        echo "the installation failed; try: sudo $install" >&2
        exit 6
    }
fi

.venv/bin/python -c '' 2>/dev/null || { rm -rf .venv; "$python" -m venv .venv; }
# a copy of the lock file says what is installed; the dev lock file contains the other, so either copy will do for a build
for done in ".venv/$lock" .venv/requirements-dev.lock; do
    cmp -s "$lock" "$done" && exit 0
    [ "$lock" = requirements.lock ] && cmp -s requirements-dev.lock "$done" && exit 0
done
echo "installing the locked packages into .venv" >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r "$lock"
cp "$lock" ".venv/$lock"
