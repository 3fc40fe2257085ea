"""The words that are sent: a name and a country, nothing else."""

import unicodedata
from dataclasses import dataclass

from geo.errors import GeoError, Sentence
from geo.places.boundaries.catalogue import country_code
from geo.places.geocoder.online.service import OnlineService
from geo.text.spelling import fold

# A name has not so many letters; a report has, and is never to be sent by mistake.
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Question:
    """A name, as it is sent, and the ISO 3166-1 alpha-2 code of the country it lies in, for one service."""

    name: str
    country: str | None
    service: OnlineService

    @property
    def key(self) -> str:
        """Cache key of a question: the name, case-folded, since every geocoder answers alike.

        Not `fold`: to a service, two spellings of a name are two questions.
        """
        return unicodedata.normalize("NFC", self.name.casefold())


def question(name: str, country: str | None, service: OnlineService) -> Question:
    """Build the question to `service` for a name as a report writes it.

    Args:
        name: line breaks and the like are taken for blanks.
        country: code or English name.
        service: who is to be asked.

    Raises:
        GeoError: that is no name, or no country.
    """
    tidy = " ".join("".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in name).split())
    if not fold(tidy) or len(tidy) > _LONGEST:
        sentence = f"A place has a name of 1 to {_LONGEST} characters. Nothing was sent; give the name alone."
        raise GeoError(sentence)
    code = country_code(country)
    if country is not None and code is None:
        sentence = Sentence(
            "{name} is not a known country. Nothing was sent; give its code, such as IQ.", name=repr(country)
        )
        raise GeoError(sentence)
    return Question(unicodedata.normalize("NFC", tidy), code, service)
