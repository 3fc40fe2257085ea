"""The words of the vocabularies as a reader sees them, in their language."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from geo.incident import PlacePrecision, Role, Verification
from geo.places.boundaries.catalogue import features
from geo.ui.text.formatting import plain
from geo.ui.text.translation import gettext, lang
from geo.view import Words
from geo.words import N_

# As ACLED writes them: said here, so that they are found to be translated.
TYPES = frozenset(
    {
        N_("Battles"),
        N_("Government regains territory"),
        N_("Non-state actor overtakes territory"),
        N_("Armed clash"),
        N_("Protests"),
        N_("Excessive force against protesters"),
        N_("Protest with intervention"),
        N_("Peaceful protest"),
        N_("Riots"),
        N_("Violent demonstration"),
        N_("Mob violence"),
        N_("Explosions/Remote violence"),
        N_("Chemical weapon"),
        N_("Air/drone strike"),
        N_("Suicide bomb"),
        N_("Shelling/artillery/missile attack"),
        N_("Remote explosive/landmine/IED"),
        N_("Grenade"),
        N_("Violence against civilians"),
        N_("Sexual violence"),
        N_("Attack"),
        N_("Abduction/forced disappearance"),
        N_("Strategic developments"),
        N_("Agreement"),
        N_("Arrests"),
        N_("Change to group/activity"),
        N_("Disrupted weapons use"),
        N_("Headquarters or base established"),
        N_("Looting/property destruction"),
        N_("Non-violent transfer of territory"),
        N_("Other"),
    }
)


def type_words(event_type: str) -> str:
    """Return an event type or sub-type; one we do not list stays as it is written."""
    return gettext(event_type) if event_type in TYPES else plain(event_type)


def role_words(role: str) -> str:
    """Return an actor's role."""
    words: Mapping[str, str] = {
        Role.PERPETRATOR: gettext("Perpetrator"),
        Role.TARGET: gettext("Target"),
        Role.PARTY: gettext("Party"),
        Role.OTHER: gettext("Other"),
    }
    return words[Role(role)]


def verification_words() -> dict[str, str]:
    """Return the labels of verification, best first."""
    return {
        Verification.CORROBORATED.value: gettext("Corroborated"),
        Verification.PARTLY_CORROBORATED.value: gettext("Partly corroborated"),
        Verification.UNVERIFIED.value: gettext("Unverified"),
        Verification.DISPUTED.value: gettext("Disputed"),
        Verification.DISCOUNTED.value: gettext("Discounted"),
    }


def precision_choices() -> dict[str, str]:
    """Return the choices of "at least as well known as", finest first."""
    return {
        PlacePrecision.EXACT.value: gettext("The exact place"),
        PlacePrecision.VICINITY.value: gettext("Close to the place"),
        PlacePrecision.SETTLEMENT.value: gettext("The town"),
        PlacePrecision.NEAR.value: gettext("Roughly near"),
        PlacePrecision.ADMIN2.value: gettext("The district"),
        PlacePrecision.ADMIN1.value: gettext("The province"),
        PlacePrecision.COUNTRY.value: gettext("The country"),
    }


def value_words(words: Words, value: str) -> str:
    """Return a value of a filter in a sentence, as its entry in the registry says what it is."""
    return _VALUES[words](value)


def choices(words: Words) -> Mapping[str, str]:
    """Return the values of a vocabulary that one chooses from, in order, with their words."""
    return _CHOICES[words]()


def country_words(code: str) -> str:
    """Return a country by its alpha-2 code."""
    return shape_words(f"country:{code}") or code


def border_words(border: str) -> str:
    """Return a border such as IQ-SY."""
    first, second = (country_words(code) for code in border.split("-"))
    return gettext("{first}-{second} border", first=first, second=second)


def borders() -> Mapping[str, str]:
    """Every border we ship, such as IQ-SY, with its name in the reader's language."""
    return _borders(lang())


@lru_cache
def _borders(_: str) -> Mapping[str, str]:
    """Return the labels of borders in the current language: some hundred names, the same for each run."""
    offered = sorted(each.feature.removeprefix("border:") for each in features().values() if each.level == "border")
    return MappingProxyType({border: border_words(border) for border in offered})


def shape_words(feature: str) -> str | None:
    """Return a shipped shape's name in the reader's language; None where none is shipped."""
    found = features().get(feature)
    if found is None:
        return None
    return (found.name_ar if lang() == "ar" else None) or found.name


def _area_words(area: str) -> str:
    return gettext("a box") if area[:1].lower() not in {"p", "m"} else gettext("a drawn shape")


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
