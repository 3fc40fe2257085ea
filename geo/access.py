"""Who asks, with what role. Decided once per request or run and passed down; a link carries no rights."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class AccessRole(StrEnum):
    """What a caller may do, least first."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """One person or program asking, with a name for the audit trail."""

    name: str
    role: AccessRole

    @property
    def sees_everything(self) -> bool:
        """Drafts, restricted licences and exact positions, not only what is public."""
        return self.role is not AccessRole.VIEWER

    @property
    def may_edit(self) -> bool:
        """Write revisions under their own name."""
        return self.role in {AccessRole.EDITOR, AccessRole.ADMIN}


PUBLIC = Caller("anonymous", AccessRole.VIEWER)
LOCAL = Caller("local", AccessRole.ADMIN)

# A proxy makes everyone look like loopback, so any of these takes local rights away.
PROXY_HEADERS = frozenset({"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"})


def caller_for(*, local_access: bool, bound: str | None, host: str | None, headers: Iterable[str]) -> Caller:
    """The caller behind a request.

    Args:
        local_access: whether `GEO_ACCESS=local` is set.
        bound: the address the server listens on; None is every address.
        host: the request's Host header, with or without a port.
        headers: the names of the request's headers, any case.
    """
    proxied = PROXY_HEADERS & {name.lower() for name in headers}
    local = local_access and _is_loopback(bound) and _is_loopback(_host_name(host)) and not proxied
    return LOCAL if local else PUBLIC


def _host_name(host: str | None) -> str | None:
    if host is None:
        return None
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _is_loopback(name: str | None) -> bool:
    if name == "localhost":
        return True
    try:
        return name is not None and ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
