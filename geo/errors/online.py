"""Online geocoders: asked, and what they answered."""

import math

from geo.errors.base import GeoError
from geo.errors.sentence import Sentence
from geo.errors.storing import folder_named


class NoGeocoderError(GeoError):
    """No online geocoder is set."""

    def __init__(self) -> None:
        super().__init__(
            Sentence(
                "No online geocoder is set, and nobody was asked. Set {setting} to one you trust with these names, "
                "such as {example}.",
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
                "{host} is being asked too much. That does not mean the place is unknown; nothing was kept. "
                "Ask again {when}.",
                host=host,
                when=when,
            )
        )


class GeocoderTimeoutError(GeoError):
    """An online geocoder took too long."""

    def __init__(self, host: str, seconds: float) -> None:
        super().__init__(
            Sentence(
                "{host} did not answer within {n:g} seconds. That does not mean the place is unknown; "
                "nothing was kept. Ask again later.",
                host=host,
                n=seconds,
            )
        )


class GeocoderUnreachableError(GeoError):
    """There is no connection to an online geocoder, or it broke."""

    def __init__(self, host: str) -> None:
        super().__init__(
            Sentence(
                "{host} cannot be reached. Nothing was kept; check its address and the network, then ask again.",
                host=host,
            )
        )


class GeocoderRefusedError(GeoError):
    """An online geocoder answers with an HTTP status that is no answer."""

    def __init__(self, host: str, status: int) -> None:
        self.status = status
        super().__init__(
            Sentence(
                "{host} answered with HTTP status {status} instead of places. Nothing was kept; check its address, "
                "the key and the contact, or ask again later.",
                host=host,
                status=status,
            )
        )


class UnreadableAnswerError(GeoError):
    """An online geocoder's answer makes no sense."""

    def __init__(self, host: str) -> None:
        super().__init__(
            Sentence(
                "{host} gave an answer that cannot be read. Nothing was kept; check that a geocoder of the kind "
                "that was set is listening there.",
                host=host,
            )
        )


class KeptAnswersError(GeoError):
    """Raised when the cached answers of online geocoders cannot be read or written."""

    def __init__(self, path: str) -> None:
        super().__init__(
            Sentence(
                "The online geocoders' answers in {path} cannot be read or written. Nothing in it was changed; "
                "make it writable, or move it away to begin anew, which asks everything again.",
                path=folder_named(path),
            )
        )
