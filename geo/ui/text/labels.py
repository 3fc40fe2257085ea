"""The words of the vocabularies as a reader sees them, in their language."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from geo.incident import PlacePrecision, Role, Verification
from geo.places.boundaries.catalogue import features
from geo.ui.text.format import plain
from geo.ui.text.speech import lang, say
from geo.view import Words
from geo.words import marked

# As ACLED writes them: said here, so that they are found to be translated.
TYPES = frozenset(
    {
        marked("Battles"),
        marked("Government regains territory"),
        marked("Non-state actor overtakes territory"),
        marked("Armed clash"),
        marked("Protests"),
        marked("Excessive force against protesters"),
        marked("Protest with intervention"),
        marked("Peaceful protest"),
        marked("Riots"),
        marked("Violent demonstration"),
        marked("Mob violence"),
        marked("Explosions/Remote violence"),
        marked("Chemical weapon"),
        marked("Air/drone strike"),
        marked("Suicide bomb"),
        marked("Shelling/artillery/missile attack"),
        marked("Remote explosive/landmine/IED"),
        marked("Grenade"),
        marked("Violence against civilians"),
        marked("Sexual violence"),
        marked("Attack"),
        marked("Abduction/forced disappearance"),
        marked("Strategic developments"),
        marked("Agreement"),
        marked("Arrests"),
        marked("Change to group/activity"),
        marked("Disrupted weapons use"),
        marked("Headquarters or base established"),
        marked("Looting/property destruction"),
        marked("Non-violent transfer of territory"),
        marked("Other"),
    }
)


def type_words(event_type: str) -> str:
    """An event type or sub-type; one we do not list stays as it is written."""
    return say(event_type) if event_type in TYPES else plain(event_type)


def role_words(role: str) -> str:
    """An actor's role."""
    words: Mapping[str, str] = {
        Role.PERPETRATOR: say("Perpetrator"),
        Role.TARGET: say("Target"),
        Role.PARTY: say("Party"),
        Role.OTHER: say("Other"),
    }
    return words[Role(role)]


def verification_words() -> dict[str, str]:
    """How far a report was checked, best first."""
    return {
        Verification.CORROBORATED.value: say("Corroborated"),
        Verification.PARTLY_CORROBORATED.value: say("Partly corroborated"),
        Verification.UNVERIFIED.value: say("Unverified"),
        Verification.DISPUTED.value: say("Disputed"),
        Verification.DISCOUNTED.value: say("Discounted"),
    }


def precision_choices() -> dict[str, str]:
    """What "at least as well known as" offers, finest first."""
    return {
        PlacePrecision.EXACT.value: say("The exact place"),
        PlacePrecision.VICINITY.value: say("Close to the place"),
        PlacePrecision.SETTLEMENT.value: say("The town"),
        PlacePrecision.NEAR.value: say("Roughly near"),
        PlacePrecision.ADMIN2.value: say("The district"),
        PlacePrecision.ADMIN1.value: say("The province"),
        PlacePrecision.COUNTRY.value: say("The country"),
    }


def value_words(words: Words, value: str) -> str:
    """A value of a filter in a sentence, as its entry in the registry says what it is."""
    return _VALUES[words](value)


def choices(words: Words) -> Mapping[str, str]:
    """The values of a vocabulary that one chooses from, in order, with their words."""
    return _CHOICES[words]()


def country_words(code: str) -> str:
    """A country by its alpha-2 code."""
    return shape_words(f"country:{code}") or code


def border_words(border: str) -> str:
    """A border such as IQ-SY."""
    first, second = (country_words(code) for code in border.split("-"))
    return say("{first}-{second} border", first=first, second=second)


def borders() -> Mapping[str, str]:
    """Every border we ship, such as IQ-SY, with its name in the reader's language."""
    return _borders(lang())


@lru_cache
def _borders(_: str) -> Mapping[str, str]:
    """The borders in the language given, which is the one spoken now: some hundred names, the same for each run."""
    offered = sorted(each.feature.removeprefix("border:") for each in features().values() if each.level == "border")
    return MappingProxyType({border: border_words(border) for border in offered})


def shape_words(feature: str) -> str | None:
    """A shipped shape's name in the reader's language; None where none is shipped."""
    found = features().get(feature)
    if found is None:
        return None
    return (found.name_ar if lang() == "ar" else None) or found.name


def _area_words(area: str) -> str:
    return say("a box") if area[:1].lower() not in {"p", "m"} else say("a drawn shape")


_CHOICES: Mapping[Words, Callable[[], Mapping[str, str]]] = {
    Words.PRECISION: precision_choices,
    Words.BORDER: borders,
    Words.VERIFICATION: verification_words,
}
_VALUES: Mapping[Words, Callable[[str], str]] = {
    Words.PLAIN: plain,
    Words.EVENT_TYPE: type_words,
    Words.ROLE: role_words,
    Words.VERIFICATION: lambda value: verification_words()[value],
    Words.PRECISION: lambda value: precision_choices().get(value, value),
    Words.COUNTRY: country_words,
    Words.BORDER: border_words,
    Words.AREA: _area_words,
}
