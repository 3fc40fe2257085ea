#!/usr/bin/env bash
# What the tests need from Debian: installed where that may be done, else the line that does it.
set -euo pipefail

PACKAGES="chromium-headless-shell fonts-noto-core nginx-light openssl python3-venv"
LINE="apt-get install --yes --no-install-recommends $PACKAGES"

have_others() { [ -x /usr/sbin/nginx ] && command -v openssl >/dev/null && python3 -c "import ensurepip" 2>/dev/null; }
have_best() { command -v chromium-headless-shell >/dev/null && have_others; }
# Chromium with a window serves too where it is there already; it only needs longer.
have_enough() { have_best || { command -v chromium >/dev/null && have_others; }; }

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo --non-interactive "$@"; fi
}

may_install() { as_root true 2>/dev/null; }
install() {
    as_root apt-get update --quiet && as_root env DEBIAN_FRONTEND=noninteractive $LINE --quiet
}

have_best && exit 0
if may_install; then install || true; fi
have_enough && exit 0
echo "The tests need some of Debian's packages. Run: sudo $LINE" >&2
exit 1
