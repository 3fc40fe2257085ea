#!/usr/bin/env bash
# What the tests need from Debian: installed where that may be done, else the line that does it.
set -euo pipefail

PACKAGES="chromium-headless-shell fonts-noto-core nginx-light openssl python3-venv"
LINE="apt-get install --yes --no-install-recommends $PACKAGES"

# Chromium with a window serves too where it is there already; it only needs longer.
have_all() {
    { command -v chromium-headless-shell || command -v chromium; } >/dev/null && [ -x /usr/sbin/nginx ] &&
        command -v openssl >/dev/null && python3 -c "import ensurepip" 2>/dev/null
}

have_all && exit 0
if [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo --non-interactive)
else
    echo "The tests need some of Debian's packages. Run: sudo $LINE" >&2
    exit 1
fi
"${as_root[@]}" apt-get update --quiet
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive $LINE --quiet
have_all || { echo "Debian's packages could not be installed. Run: sudo $LINE" >&2; exit 1; }
