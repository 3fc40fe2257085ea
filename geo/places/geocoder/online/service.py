"""Configuration of the service, and a description of the data it receives."""

import functools
import math
import re
import tomllib
from dataclasses import dataclass, field
from typing import Literal, cast, get_args
from urllib.parse import urlsplit

from geo.errors import GeoError
from geo.settings import ROOT

Kind = Literal["nominatim", "photon", "pelias"]

# At most one request a second: https://operations.osmfoundation.org/policies/nominatim/
_PUBLIC_OSM, _PUBLIC_OSM_INTERVAL_S = "nominatim.openstreetmap.org", 1.0

# Everybody else waits as long.
_LONGEST_TIMEOUT_S = 60.0

_EXAMPLE = "Write nominatim, photon or pelias, a colon and its address, such as nominatim:https://geo.example.org."
_OFF = "Online geocoding stays off."
_PRINTABLE = re.compile(r"[!-~]+", re.ASCII)
# What may stand in the comment of a User-Agent (RFC 9110, 5.6.5), without blanks.
_CONTACT = re.compile(r"[!-'*-\[\]-~]{1,200}", re.ASCII)


@dataclass(frozen=True, slots=True)
class OnlineService:
    """A service that may be asked, and how.

    Attributes:
        kind: which of the three it speaks.
        url: scheme, host and, where it has one, path: "https://geo.example.org/nominatim".
        contact: an e-mail or web address of the operator, told to the service.
        api_key: for Pelias; never kept or shown.
        timeout_s: how long an answer may take, in seconds.
        min_interval_s: the least time from the end of one request to the start of the next, in seconds.

    Raises:
        GeoError: it cannot be followed; the sentence says why.
    """

    kind: Kind
    url: str
    contact: str | None = None
    api_key: str | None = field(default=None, repr=False)
    timeout_s: float = 10.0
    min_interval_s: float = 1.0

    def __post_init__(self) -> None:
        sentence = _wrong_kind(self.kind) or _wrong_address(self.url) or _wrong_setting(self)
        if sentence:
            raise GeoError(sentence)

    @property
    def host(self) -> str:
        """Host and port, as its name in sentences and records."""
        return urlsplit(self.url).netloc


def service_from(
    spec: str | None, contact: str | None = None, api_key: str | None = None, timeout_s: float = 10.0
) -> OnlineService | None:
    """Return the service a setting names.

    Args:
        spec: kind, colon, address: "nominatim:https://geo.example.org"; nothing is off.
        contact: an e-mail or web address of the operator.
        api_key: for Pelias.
        timeout_s: how long an answer may take, in seconds.

    Raises:
        GeoError: it cannot be followed; the sentence says why.
    """
    kind, _, url = (spec or "").strip().partition(":")
    if not kind and not url:
        return None
    return OnlineService(
        kind=cast("Kind", kind.strip().lower()),
        url=url.strip().rstrip("/"),
        contact=(contact or "").strip() or None,
        api_key=(api_key or "").strip() or None,
        timeout_s=timeout_s,
    )


def _wrong_kind(kind: str) -> str | None:
    if kind in get_args(Kind):
        return None
    return f"{kind!r} is no online geocoder we know. {_OFF} {_EXAMPLE}"


def _wrong_address(url: str) -> str | None:
    # The address is not repeated: it may hold a password.
    try:
        parts = urlsplit(url)
        found = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        found = False
    if not found or not _PRINTABLE.fullmatch(url):
        return f"The address of the online geocoder cannot be read. {_OFF} {_EXAMPLE}"
    if any(sign in url for sign in "@?#\\"):
        return f"The address of the online geocoder may not hold a user name, password or question. {_OFF} {_EXAMPLE}"
    return None


def _wrong_setting(service: OnlineService) -> str | None:
    if service.contact is not None and not _CONTACT.fullmatch(service.contact):
        return f"The contact must be one e-mail or web address, in ASCII letters and without brackets. {_OFF}"
    if not 0 < service.timeout_s <= _LONGEST_TIMEOUT_S:
        return f"The time-out must be a number of seconds above 0, at most {_LONGEST_TIMEOUT_S:g}. {_OFF}"
    name = (urlsplit(service.url).hostname or "").rstrip(".")
    least = _PUBLIC_OSM_INTERVAL_S if name == _PUBLIC_OSM else 0.0
    if not (math.isfinite(service.min_interval_s) and service.min_interval_s >= least):
        return f"{service.host} must be left {least:g} seconds or more between two requests. {_OFF}"
    return None


@functools.cache
def _version() -> str:
    # The application runs from its folder, installed or not.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def user_agent(service: OnlineService) -> str:
    """Return the User-Agent of requests: "Incident Atlas/0.1.0 (desk@example.org)"."""
    product = f"Incident Atlas/{_version()}"
    return f"{product} ({service.contact})" if service.contact else product


def what_they_see(service: OnlineService) -> str:
    """Return the notice for a first request, in a sentence or two."""
    key = ", our key" if service.kind == "pelias" and service.api_key else ""
    sentence = (
        f"{service.host} will see each place name asked for, its country when known, when it is asked, the network "
        f"address it is asked from{key} and the words {user_agent(service)!r}; nothing else of an incident is sent."
    )
    open_line = " The address begins with http://, so anyone on the way can read this too."
    return sentence + (open_line if urlsplit(service.url).scheme == "http" else "")
