"""Authentication of requests. Addresses and headers alone give no rights: behind a proxy everyone looks like loopback.

A cookie derived from the store's secret does (`geo.access.secret`). That the server, the Host and the way here are this
machine's own is asked beside it, as a second wall.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from geo.access.callers import LOCAL, PUBLIC, Caller
from geo.access.secret import Secret, SecretSource, no_secret, open_secret

Header = tuple[str, str]  # name, in any case, and value

# What proxies add to say for whom they ask; any header that begins with "x-forwarded" counts too.
PROXY_HEADERS = frozenset(
    {
        "forwarded",
        "via",
        "x-real-ip",
        "x-client-ip",
        "x-cluster-client-ip",
        "x-original-forwarded-for",
        "x-original-host",
        "x-envoy-external-address",
        "client-ip",
        "true-client-ip",
        "cf-connecting-ip",
        "fastly-client-ip",
        "cdn-loop",
    }
)
# https://www.w3.org/TR/fetch-metadata/: a page of ours, or a person who typed the address or opened a link elsewhere.
_OWN_SITES = frozenset({"same-origin", "none"})


@dataclass(frozen=True, slots=True)
class Authenticator:
    """Decide who is behind a request.

    Attributes:
        local_access: whether `GEO_ACCESS=local` is set.
        bound: the address the server listens on; None is every address.
        secret: gives the present secret of the store.
    """

    local_access: bool
    bound: str | None
    secret: SecretSource = no_secret

    @classmethod
    def open(cls, *, local_access: bool, bound: str | None, file: Path) -> Self:
        """Return the authenticator of a server; where nobody can have local access, no secret is made.

        Args:
            local_access: as above.
            bound: as above.
            file: where the secret is kept.
        """
        usable = local_access and is_loopback(bound)
        return cls(local_access, bound, open_secret(file)[0] if usable else no_secret)

    def caller(self, headers: Iterable[Header], *, changes: bool = False) -> Caller:
        """Return the caller behind a request.

        Args:
            headers: all headers of the request, repeated ones too.
            changes: whether the request may change something, as a WebSocket may; such a one must come from a page of
                this server. Browsers take the pages of other ports for the same site, and send their cookies along.
        """
        given = list(headers)
        secret = self.usable_secret(given)
        own = _from_own_page(given) if changes else _not_from_other_page(given)
        return LOCAL if secret and own and secret.is_in(_values(given, "cookie")) else PUBLIC

    def usable_secret(self, headers: Iterable[Header]) -> Secret | None:
        """Return the secret where it can give rights: to who asks this machine itself, without a proxy."""
        given = list(headers)
        hosts = _values(given, "host")
        direct = len(hosts) == 1 and is_loopback(_host_name(hosts[0])) and not any(map(_is_of_proxy, given))
        return self.secret() if self.local_access and is_loopback(self.bound) and direct else None


NOBODY = Authenticator(local_access=False, bound=None)  # gives nobody rights


def is_loopback(name: str | None) -> bool:
    """Return True if a host's name or address is this machine's own; None is every address."""
    if name == "localhost":
        return True
    try:
        return name is not None and ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _values(headers: Iterable[Header], name: str) -> list[str]:
    return [value for key, value in headers if key.lower() == name]


def _is_of_proxy(header: Header) -> bool:
    name = header[0].lower()
    return name in PROXY_HEADERS or name.startswith("x-forwarded")


def _host_name(host: str) -> str:
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _from_own_page(headers: list[Header]) -> bool:
    """Return True if the request says that it comes from a page of the server it goes to."""
    origins = _values(headers, "origin")
    return len(origins) == 1 and _is_origin_of(origins[0], _values(headers, "host"))


def _not_from_other_page(headers: list[Header]) -> bool:
    """Return True unless the request says that it comes from a page of another origin."""
    origins, sites = _values(headers, "origin"), _values(headers, "sec-fetch-site")
    hosts = _values(headers, "host")
    return all(_is_origin_of(origin, hosts) for origin in origins) and _OWN_SITES.issuperset(sites)


def _is_origin_of(origin: str, hosts: list[str]) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and [parts.netloc.lower()] == [host.lower() for host in hosts]
