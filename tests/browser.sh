#!/bin/sh
# Installs a browser, a Chinese font, the one library that the browser's driver needs, and the office
# programs that read documents back, where that can be done without asking: root on Debian. Elsewhere
# the tests look for them themselves and say how to get them.
set -eu
[ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release || exit 0
missing=
command -v chromium >/dev/null || missing="$missing chromium"
[ -n "$(find /usr/share/fonts -iname '*CJK*' 2>/dev/null)" ] || missing="$missing fonts-noto-cjk"
/sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || missing="$missing libatomic1"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
for part in writer calc impress; do
  dpkg -s "libreoffice-$part" >/dev/null 2>&1 || missing="$missing libreoffice-$part"
done
[ -n "$missing" ] || exit 0
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
