#!/bin/sh
# Installs the database and the proxy that tests start for themselves, where that can be done without
# asking: root on Debian. Elsewhere the tests look for them and say how to get them.
set -eu
[ "$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release || exit 0
missing=
ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing="$missing postgresql"
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
command -v openssl >/dev/null || missing="$missing openssl"
[ -n "$missing" ] || exit 0
# Debian starts what it installs unless this forbids it; the tests start their own
if [ ! -e /usr/sbin/policy-rc.d ]; then
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod 755 /usr/sbin/policy-rc.d
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
