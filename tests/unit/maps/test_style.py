import itertools
import json
from typing import Any

import pytest

from geo.incident import DEFAULT_RADIUS_M, EVENT_TYPES, POINT_PRECISIONS, SHAPE_PRECISIONS, PlacePrecision, Verification
from geo.maps import style

# How colours look to people with no red, green or blue cones (Machado, Oliveira, Fernandes 2009, severity 1.0).
VISIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
Triple = tuple[float, ...]


def linear(colour: str) -> Triple:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix: tuple[Triple, ...], vector: Triple) -> Triple:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def contrast(first: str, second: str) -> float:
    """WCAG 2.2's contrast ratio."""
    light, dark = sorted((times(TO_XYZ, linear(colour))[1] for colour in (first, second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def difference(first: str, second: str, vision: str) -> float:
    """CIE 1976 colour difference as seen with `vision`; 2.3 is just noticeable side by side."""
    return sum((a - b) ** 2 for a, b in zip(lab(first, vision), lab(second, vision), strict=True)) ** 0.5


def lab(colour: str, vision: str) -> Triple:
    seen = tuple(min(1.0, max(0.0, part)) for part in times(VISIONS[vision], linear(colour)))
    x, y, z = (part / white for part, white in zip(times(TO_XYZ, seen), (0.95047, 1, 1.08883), strict=True))
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("vision", VISIONS)
def test_any_two_event_types_can_be_told_apart_by_everyone(vision: str, dark: bool):  # noqa: FBT001 - a parameter of the test
    colours = [style.colour(name, dark=dark) for name in (*EVENT_TYPES, None)]

    assert min(difference(a, b, vision) for a, b in itertools.combinations(colours, 2)) >= 10


@pytest.mark.parametrize("name", [*EVENT_TYPES, None])
def test_symbols_and_hatching_stand_out_from_land_sea_and_their_own_paper(name: str | None):
    for theme, dark in ((style.THEMES["light"], False), (style.THEMES["dark"], True)):
        grounds = (theme.land, theme.sea, theme.paper)
        assert min(contrast(style.colour(name, dark=dark), ground) for ground in grounds) >= 3


@pytest.mark.parametrize("theme", style.THEMES.values(), ids=style.THEMES)
def test_a_countrys_border_is_seen_on_land(theme: style.Theme):
    assert contrast(theme.border, theme.land) >= 3


@pytest.mark.parametrize("theme", style.THEMES.values(), ids=style.THEMES)
def test_the_picked_marks_edge_is_seen_on_land_sea_and_between_paper(theme: style.Theme):
    assert min(contrast(theme.ink, ground) for ground in (theme.land, theme.sea, theme.paper)) >= 7


@pytest.mark.parametrize("theme", style.THEMES.values(), ids=style.THEMES)
def test_names_on_the_map_can_be_read(theme: style.Theme):
    for words in (theme.label, theme.quiet_label, theme.ink):
        assert min(contrast(words, ground) for ground in (theme.land, theme.sea, theme.paper)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("vision", VISIONS)
def test_the_five_steps_of_a_count_are_told_apart_in_their_order(vision: str, theme: Any):
    steps = style.RAMP[theme]

    assert min(difference(a, b, vision) for a, b in itertools.pairwise(steps)) >= 10
    lightness = [lab(step, vision)[0] for step in steps]
    assert lightness == sorted(lightness, reverse=theme == "light")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_number_can_be_read_on_each_step(theme: Any):
    pairs = zip(style.RAMP[theme], style.RAMP_INK[theme], strict=True)

    assert min(contrast(step, ink) for step, ink in pairs) >= 4.5


def test_an_unknown_type_is_grey_and_not_another_types_colour():
    assert style.colour(None) == style.colour("Tea party") == style.OTHER.light


def test_every_verification_has_a_fill_of_its_own():
    assert style.FILLS.keys() == set(Verification)
    assert len({fill.pattern for fill in style.FILLS.values()}) == len(Verification)


def test_only_a_place_known_to_the_street_is_a_dot():
    dots = {precision for precision, drawing in style.DRAWINGS.items() if drawing.symbol in {"dot", "dot-ring"}}

    assert dots == {PlacePrecision.EXACT, PlacePrecision.VICINITY}


def test_every_precision_is_drawn_or_said_not_to_be():
    assert style.DRAWINGS.keys() == set(PlacePrecision)
    drawn = {precision for precision, drawing in style.DRAWINGS.items() if drawing.symbol != "none"}
    assert drawn == {*POINT_PRECISIONS, *SHAPE_PRECISIONS}


def test_the_map_gets_the_same_words_colours_and_radii():
    told = json.loads(style.as_json())

    assert list(told["colours"]) == list(EVENT_TYPES)
    assert told["drawings"]["near"]["words"] == style.DRAWINGS[PlacePrecision.NEAR].words
    assert told["radius"] == DEFAULT_RADIUS_M


def test_the_map_is_told_our_words_in_arabic_where_they_are_translated():
    told = json.loads(style.as_json())["words"]

    assert set(told) == {"ar"}
    assert all(style.FILLS[name].words in told["ar"] for name in ("corroborated", "disputed"))
