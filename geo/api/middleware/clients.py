"""Identification of clients, so that one cannot take all the capacity.

Loopback is shared: there a proxy may stand before everybody. One that names its clients in `X-Forwarded-For` has them
told apart, since uvicorn takes their address from it when it comes from loopback (or from `FORWARDED_ALLOW_IPS`).
"""

import ipaddress
from dataclasses import dataclass

from starlette.types import Scope

from geo.access import PUBLIC, Caller


@dataclass(frozen=True, slots=True)
class Client:
    """A person with a name or else an address; `shared` where that may be many people."""

    key: str
    shared: bool = False


def client_of(scope: Scope, caller: Caller = PUBLIC) -> Client:
    """Return the client behind a request or WebSocket."""
    if caller != PUBLIC:
        return Client(f"caller {caller.name}")
    try:
        address = ipaddress.ip_address((scope.get("client") or ("", 0))[0].partition("%")[0])
    except ValueError:
        return Client("unknown", shared=True)
    if isinstance(address, ipaddress.IPv6Address):
        # A household has a network of 64 bits, with all its addresses.
        address = address.ipv4_mapped or ipaddress.IPv6Address(
            int(address) >> 64 << 64 if int(address) >> 64 else address
        )
    return Client(str(address), shared=address.is_loopback)
