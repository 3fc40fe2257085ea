"""Online geocoders: asked, and what they answered."""

import math

from geo.errors.base import GeoError
from geo.errors.sentence import Sentence
from geo.errors.store import folder_named


class NoGeocoderError(GeoError):
    """No online geocoder is set."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "No online geocoder is configured, so nothing was sent. Set {setting} to a service you trust with "
                "these names, such as {example}.",
                setting="GEO_GEOCODER",
                example="nominatim:https://geo.example",
            )
        )


class GeocoderBusyError(GeoError):
    """Too much was asked of an online geocoder, by us or by others; `seconds` until it can be, None if unknown."""

    def __init__(self, host: str, seconds: float | None) -> None:
        self.seconds = seconds
        soon = Sentence("in a minute")
        when = soon if seconds is None else Sentence("in {n} seconds", n=math.ceil(seconds))
        super().__init__(
            Sentence(
                "{host} is limiting the number of requests. This does not mean that the place is unknown; nothing "
                "was saved. Try again {when}.",
                host=host,
                when=when,
            )
        )


class GeocoderTimeoutError(GeoError):
    """An online geocoder took too long."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            Sentence(
                "{host} did not answer within {n:g} seconds. This does not mean that the place is unknown; nothing "
                "was saved. Try again later.",
                host=host,
                n=seconds,
            )
        )


class GeocoderUnreachableError(GeoError):
    """There is no connection to an online geocoder, or it broke."""

    def __init__(self, host: str) -> None:
        super().__init__(
            Sentence(
                "{host} cannot be reached. Nothing was saved; check its address and the network, then try again.",
                host=host,
            )
        )


class GeocoderRefusedError(GeoError):
    """An online geocoder answers with an HTTP status that is no answer."""

    def __init__(self, host: str, status: int) -> None:
        self.status = status
        super().__init__(
            Sentence(
                "{host} returned HTTP status {status} instead of results. Nothing was saved; check the address, "
                "key and contact settings, or try again later.",
                host=host,
                status=status,
            )
        )


class UnreadableAnswerError(GeoError):
    """An online geocoder's answer makes no sense."""

    def __init__(self, host: str) -> None:
        super().__init__(
            Sentence(
                "{host} returned a response that cannot be read. Nothing was saved; check that a geocoder of the "
                "configured kind runs at this address.",
                host=host,
            )
        )


class KeptAnswersError(GeoError):
    """Raised when the cached answers of online geocoders cannot be read or written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            Sentence(
                "The online geocoder cache in {path} cannot be read or written. It was not changed; make it "
                "writable, or move it away to start with an empty cache, which sends every query again.",
                path=folder_named(path),
            )
        )
