#!/bin/sh
# See that Chromium and a Chinese font are there for the browser tests. Where they are not and this is root
# on Debian, install them; otherwise leave it: the tests then say themselves that they were left out.
set -u

has_chromium() {
    [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
        command -v google-chrome >/dev/null
}
has_font() { command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh-cn)" ]; }

has_chromium && has_font && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Chromium or a Chinese font is missing and cannot be installed from here (not root, or no apt-get)."
    exit 0
fi
echo "== installing Chromium and Chinese fonts"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q && apt-get install -y -q --no-install-recommends chromium fonts-noto-cjk ||
    echo "Chromium could not be installed; browser tests will be left out."
exit 0
