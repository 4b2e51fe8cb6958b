#!/bin/sh
# Installs a browser, a Chinese font and the one library that the browser's driver needs, where that
# can be done without asking: root on Debian. Elsewhere the tests look for a browser themselves and
# say how to get one.
set -eu
[ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release || exit 0
missing=
command -v chromium >/dev/null || missing="$missing chromium"
[ -n "$(find /usr/share/fonts -iname '*CJK*' 2>/dev/null)" ] || missing="$missing fonts-noto-cjk"
/sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
[ -n "$missing" ] || exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
