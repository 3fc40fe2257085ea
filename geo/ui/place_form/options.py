"""The places a name can mean, as they stand in the list to pick from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from geo.incident import Candidate, Place
from geo.places.boundaries.catalogue import features
from geo.places.geocoder.geocoder import Decision
from geo.ui.text.formatting import how_well, plain, translate_or_escape
from geo.ui.text.translation import gettext

UNKNOWN = ""
LEAST = 0.01  # of a share, before it rounds to nothing


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the list: its `key` in session state, its place (None: not known), and words ready as Markdown.

    `number` is the place's on the map, None for what is known around it.
    """

    key: str
    place: Place | None
    label: str
    caption: str = ""
    number: int | None = None


def offers(
    decision: Decision, around: Sequence[Place] = (), online: Sequence[Place] = (), recorded: str | None = None
) -> tuple[Offer, ...]:
    """Return the options: the geocoder's candidates, an online geocoder's answers, surrounding areas, and none.

    Args:
        decision: what the geocoder made of the name.
        around: the division and the country the place may be said to lie in.
        online: places with a note that says where they are from.
        recorded: the id of the place on the record now.
    """
    candidates = {candidate.place_id: candidate for candidate in decision.geocoding.candidates}
    weighed = {place.place_id: place for place in decision.places}
    others = [place for place in online if place.place_id not in weighed]
    numbered = [_build_option(i, place, candidates) for i, place in enumerate([*weighed.values(), *others], start=1)]
    wider = [
        Offer(
            place.place_id, place, gettext("Somewhere in {place}", place=_place_label(place)), _precision_label(place)
        )
        for place in around
    ]
    nothing = Offer(UNKNOWN, None, gettext("Not known: do not show it on the map"))
    return tuple(_mark_recorded([*numbered, *wider, nothing], recorded))


def option_key(found: Iterable[Offer], place: Place | None) -> str | None:
    """Return the key of a place; None when it is not offered, or there is none."""
    return next((offer.key for offer in found if place and offer.place == place), None)


def _build_option(number: int, place: Place, candidates: Mapping[str, Candidate]) -> Offer:
    candidate = candidates.get(place.place_id)
    told = [_share(candidate.score), translate_or_escape(candidate.reason)] if candidate else []
    label = " · ".join([f"{number}\\. {_place_label(place)}", *told])
    caption = " · ".join([_precision_label(place), *([] if candidate else [plain(place.note or "")])])
    return Offer(str(number), place, label, caption, number)


def _share(score: float) -> str:
    """Return a share in words that never say "certain" or "impossible" of what is neither."""
    if score < 1 and not LEAST <= score <= 1 - LEAST:
        return gettext("under {percent} %", percent=1) if score < LEAST else gettext("over {percent} %", percent=99)
    return f"{score * 100:.0f} %"


def _mark_recorded(found: Iterable[Offer], recorded: str | None) -> Iterator[Offer]:
    """Yield the one on the record says so."""
    for offer in found:
        now = recorded is not None and offer.place is not None and offer.place.place_id == recorded
        words = gettext("{place} · current", place=offer.caption) if now else offer.caption
        yield Offer(offer.key, offer.place, offer.label, words, offer.number)


def _place_label(place: Place) -> str:
    """Return a place with what lies around it, each name in its own direction: "Sinjār (Nineveh, Iraq)"."""
    country = features().get(f"country:{place.country}")
    parts = (place.admin1, country.name if country else place.country)
    named = gettext(", ").join(plain(part) for part in parts if part and part != place.name)
    name = plain(place.name)
    if place.kind == "admin1":
        name = gettext("{name} province", name=name)
    return f"{name} ({named})" if named else name


def _precision_label(place: Place) -> str:
    """Return the precision a place would have on the map, in words."""
    return how_well(place.place_precision, place.radius_m)
