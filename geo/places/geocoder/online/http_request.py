"""One question, one HTTP request: the answer's text, or an error that says what went wrong.

geopy knows where each service listens and what it calls its parameters. Its other ways are not ours: its adapter for
`requests` sends a request that timed out twice more, its `RateLimiter` does so too and then says None, as for a place
nobody knows; and its readers drop the licence and stumble over a result without coordinates.
"""

import logging
import time
from collections import defaultdict
from email.message import Message
from functools import partial
from http.client import HTTPException, HTTPResponse
from typing import Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from geopy.adapters import BaseSyncAdapter, get_retry_after
from geopy.geocoders import Nominatim, Pelias, Photon

from geo.errors import (
    GeocoderBusyError,
    GeocoderRefusedError,
    GeocoderTimeoutError,
    GeocoderUnreachableError,
    UnreadableAnswerError,
)
from geo.places.boundaries.catalogue import features
from geo.places.geocoder.online.search_terms import Question
from geo.places.geocoder.online.service import OnlineService, user_agent

# More would not be read, and the services give no more unasked.
_RESULTS = 10
# In which names are given, so that an answer is the same whoever asks.
_LANGUAGE = "en"
_CLIENTS = {"nominatim": Nominatim, "photon": Photon, "pelias": Pelias}
# Ten results take some 20 kB.
_MOST_BYTES = 1_000_000
_PIECE = 65_536
# 429 Too Many Requests, and how a service says that it cannot just now (RFC 9110, 15.6.4).
_BUSY = (429, 503)

# Its lines hold the name asked for, and the key. A filter stays where setting logging up enables all loggers again.
logging.getLogger("geopy").addFilter(lambda _: False)


def send(question: Question) -> str:
    """Ask once, and give the answer's text.

    Raises:
        GeocoderBusyError: the service says that it was asked too much.
        GeocoderTimeoutError: no answer, or not all of it, in the service's `timeout_s`.
        GeocoderUnreachableError: no connection, or it broke.
        GeocoderRefusedError: another HTTP status than 200; a redirect is not followed.
        UnreadableAnswerError: not text, or too much of it.
    """
    service = question.service
    parts = urlsplit(service.url)
    geocoder = _CLIENTS[service.kind](
        domain=parts.netloc + parts.path,
        scheme=parts.scheme,
        user_agent=user_agent(service),
        timeout=service.timeout_s,
        adapter_factory=partial(_OneRequest, service),
        **({"api_key": service.api_key} if service.kind == "pelias" else {}),
    )
    geocoder.geocode(exactly_one=False, language=_LANGUAGE, **_words(question))
    return str(geocoder.adapter.answer)


def _words(question: Question) -> dict[str, Any]:
    """Return the name and the country, in the parameters of the service's kind."""
    name, country = question.name, question.country
    if question.service.kind == "nominatim":
        code = country and country.lower()
        return {"query": name, "country_codes": code, "limit": _RESULTS, "addressdetails": True}
    if question.service.kind == "pelias":
        return {"query": name, "countries": country and [country]}
    # Photon has a parameter for the country since 2025; servers from before refuse it, and geopy has none.
    within = f", {features()[f'country:{country}'].name}" if country else ""
    return {"query": name + within, "limit": _RESULTS}


class _OneRequest(BaseSyncAdapter):  # type: ignore[misc] # geopy is not typed
    """Adapter by which geopy sends one request; keeps the text of the answer."""

    def __init__(self, service: OnlineService, *, proxies: Any, ssl_context: Any) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.answer = ""
        self._service = service
        self._opener = OpenerDirector()
        # No handler for redirects, which would tell another host what is asked, nor for cookies and passwords.
        https = HTTPSHandler(context=ssl_context)
        for handler in (ProxyHandler(proxies), HTTPHandler(), https, HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
            self._opener.add_handler(handler)

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> Any:
        """For geopy, an answer without results, which all its readers take: they are not asked for more."""
        self.answer = self.get_text(url, timeout=timeout, headers=headers)
        return defaultdict(list)

    def get_text(self, url: str, *, timeout: float, headers: dict[str, str]) -> str:
        """Return the body of the answer to one GET request."""
        request = Request(url, headers=headers)  # noqa: S310 - the service's address is http or https
        deadline = time.monotonic() + timeout
        try:
            with self._opener.open(request, timeout=timeout) as response:
                return self._read(response, deadline)
        except HTTPError as error:
            with error:
                self._raise_refusal(error.code, error.headers)
        except TimeoutError as error:
            raise GeocoderTimeoutError(self._service.host, timeout) from error
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimeoutError(self._service.host, timeout) from error
            raise GeocoderUnreachableError(self._service.host) from error
        except UnicodeDecodeError as error:
            raise UnreadableAnswerError(self._service.host) from error
        except (OSError, HTTPException, UnicodeError) as error:
            raise GeocoderUnreachableError(self._service.host) from error

    def _read(self, response: HTTPResponse, deadline: float) -> str:
        # The socket's time-out starts anew with every byte; the deadline does not.
        body = b""
        while piece := response.read1(_PIECE):
            body += piece
            if len(body) > _MOST_BYTES:
                raise UnreadableAnswerError(self._service.host)
            if time.monotonic() > deadline:
                raise TimeoutError
        return body.decode()

    def _raise_refusal(self, status: int, headers: Message) -> NoReturn:
        if status in _BUSY:
            raise GeocoderBusyError(self._service.host, _retry_after(headers))
        raise GeocoderRefusedError(self._service.host, status)


def _retry_after(headers: Message) -> float | None:
    try:
        seconds = get_retry_after(headers)
    except (ValueError, OverflowError):  # a date no calendar has
        return None
    return None if seconds is None else float(seconds)
