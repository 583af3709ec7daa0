#!/usr/bin/env bash
# Makes sure that a Chromium is here for the browser tests: finds one, else installs one, else says what to do.
# It never asks a question and never replaces a browser that works.
set -euo pipefail

main() {
  works && return
  install_with_apt && works && return
  install_with_playwright && return
  echo "install_chromium.sh: no Chromium here and none could be installed; install chromium, or set CHROMIUM=/path/to/it" >&2
  exit 1
}

# The names are those of find_chromium() in tests/conftest.py. Asking for the version tells a browser from a stub.
works() {
  local name
  if [[ -n "${CHROMIUM:-}" ]]; then
    "$CHROMIUM" --version >/dev/null 2>&1
    return
  fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    "$name" --version >/dev/null 2>&1 && return
  done
  return 1
}

install_with_apt() {
  [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null || return 1
  echo "install_chromium.sh: installing chromium with apt-get"
  apt update && apt install -y --no-install-recommends chromium fonts-liberation fonts-dejavu-core
}

# Waits up to five minutes for whoever else installs something: apt-get does so itself for dpkg's lock, when asked, but
# gives up at once where the lock of its lists or of its downloads is held.
apt() {
  local told
  for _ in {1..60}; do
    told="$(DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get -qq -o DPkg::Lock::Timeout=300 "$@" </dev/null 2>&1)" && return
    [[ "$told" == *"ould not get lock"* ]] || break
    sleep 5
  done
  echo "$told" >&2
  return 1
}

install_with_playwright() {
  local python
  python="$(dirname "$0")/../../.venv/bin/python"
  [[ -x "$python" ]] || python=python3
  echo "install_chromium.sh: installing Chromium with Playwright"
  "$python" -m playwright install chromium </dev/null
}

main
