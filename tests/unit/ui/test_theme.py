"""Words and edges are seen in light and in dark (WCAG 2.2: 1.4.3 and 1.4.11)."""

import re
import tomllib
from pathlib import Path

import pytest

from geo import ui

ROOT = Path(ui.__file__).parent.parent.parent
THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
STYLE = (ROOT / "geo" / "ui" / "shell" / "style.css").read_text()
SCHEMES = ("light", "dark")


def contrast(one: str, other: str) -> float:
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    shares = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def named(name: str, scheme: str) -> str:
    """A colour of the style sheet."""
    return re.search(rf"--{name}: light-dark\((#\w+), (#\w+)\)", STYLE)[1 + SCHEMES.index(scheme)]


@pytest.fixture(params=SCHEMES)
def scheme(request):
    return request.param


@pytest.fixture
def grounds(scheme):
    return [THEMES[scheme][key] for key in ("backgroundColor", "secondaryBackgroundColor")]


def test_words_can_be_read_on_every_ground(scheme, grounds):
    inks = [THEMES[scheme][key] for key in ("textColor", "linkColor", "grayTextColor")]
    inks += [named("quiet", scheme), named("accent", scheme)]
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 4.5


@pytest.mark.parametrize("colour", ["red", "yellow", "blue"])
def test_a_message_can_be_read_on_its_own_ground(scheme, colour):
    assert contrast(*(THEMES[scheme][f"{colour}{part}Color"] for part in ("Text", "Background"))) >= 7


def test_the_picked_row_can_be_read(scheme):
    tint = named("tint", scheme)
    assert min(contrast(ink, tint) for ink in (THEMES[scheme]["textColor"], named("quiet", scheme))) >= 4.5


def test_white_can_be_read_on_a_filled_button_and_the_button_seen(scheme, grounds):
    primary = THEMES[scheme]["primaryColor"]
    assert contrast(primary, "#ffffff") >= 4.5
    assert min(contrast(primary, ground) for ground in grounds) >= 3


def test_edges_of_inputs_and_bars_are_seen(scheme, grounds):
    assert min(contrast(THEMES[scheme]["borderColor"], ground) for ground in grounds) >= 3
    assert contrast(named("sure", scheme), named("maybe", scheme)) >= 3
    assert contrast(named("sure", scheme), grounds[0]) >= 3
