"""Words on the page."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.incident import PlacePrecision
from geo.ui.text.formatting import distance, how_well, number, plain, readable, when

SIXTH, SEVENTH = date(2025, 3, 6), date(2025, 3, 7)


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (20, None, None, "at least 20"),
        (None, None, 9, "at most 9"),
        (3, None, 6, "3 to 6"),
        (4, None, 4, "4"),
        (3, 4, 6, "4 (3-6)"),
        (4, 4, 4, "4"),
        (1_000, 1_200, 12_000, "1,200 (1,000-12,000)"),
        (None, 0, None, "0"),
        (None, None, None, "unknown"),
    ],
)
def test_a_toll_keeps_its_open_sides(low, best, high, words):
    assert number(low, best, high) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        (None, SEVENTH, "days", "By 7 Mar 2025, start unknown"),
        (SIXTH, None, "day", "From 6 Mar 2025, end unknown"),
        (SIXTH, SIXTH, "day", "6 Mar 2025"),
        (SIXTH, SEVENTH, "day", "6 Mar 2025 to 7 Mar 2025"),
        (SIXTH, SEVENTH, "month", "Some time from 6 Mar 2025 to 7 Mar 2025"),
        (None, None, None, "Date unknown"),
    ],
)
def test_a_date_says_what_is_not_known(start, end, precision, words):
    assert when(start, end, precision) == words


@given(st.text())
def test_outside_text_has_every_sign_of_markdown_escaped_and_its_direction_closed(text):
    shown = plain(text)
    assert shown[0] == "\u2068"
    assert shown[-1] == "\u2069"
    inner = shown[1:-1]
    assert "\n" not in inner
    assert not any(control in inner for control in "\u202a\u202e\u2066\u2069")
    unescaped = inner.replace("\\\\", "")
    assert all(unescaped[i - 1 : i] == "\\" for i, sign in enumerate(unescaped) if sign in "*_[]()<>`$:#!|~{}")


@pytest.mark.parametrize(
    "text",
    [
        "http://evil.example/a",
        "www.evil.example",
        "mailto:a@evil.example",
        "_www.evil.example_",
    ],
)
def test_a_bare_address_is_broken_by_a_joiner_nobody_sees(text):
    assert "\u2060" in plain(text)
    assert plain(text).replace("\u2060", "").replace("\\", "")[1:-1] == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (":material_home:", ":\u2060material_home:"),
        (":streamlit: :+1:", ":\u2060streamlit: :\u2060+1:"),
        ("a -> b", "a \u2060-> b"),
        ("<-> x <- y -- z", "\u2060<-> x \u2060<- y \u2060-- z"),
        ("a >= b <= c ~=", "a \u2060>= b \u2060<= c \u2060~="),
        ("at 12:30, a--b, x->y", "at 12:30, a--b, x->y"),
    ],
)
def test_what_streamlit_would_draw_as_a_picture_is_parted_by_a_joiner_nobody_sees(text, told):
    assert plain(text).replace("\\", "")[1:-1] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nul\x00 and \x1b[31m", "nul\ufffd and \ufffd[31m"),
        ("half \ud800", "half \ufffd"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
    ],
)
def test_controls_that_reorder_are_taken_out_and_unseen_ones_leave_a_sign(text, told):
    assert readable(text) == told


@pytest.mark.parametrize(
    ("precision", "radius_m", "words"),
    [
        ("exact", None, "exact place"),
        ("vicinity", None, "within 150 m"),
        ("settlement", 2_500, "somewhere in the town, within 2.5 km"),
        ("near", 15_000, "roughly near: within 15 km"),
        ("near", None, "roughly near: within 25 km"),
        ("admin1", None, "known only to the province"),
        ("line", None, "somewhere along the line"),
        ("unknown", None, "place unknown"),
    ],
)
def test_precision_is_said_in_words(precision, radius_m, words):
    assert how_well(PlacePrecision(precision), radius_m) == words


@pytest.mark.parametrize(
    ("metres", "words"), [(50, "50 m"), (999, "999 m"), (2_000, "2 km"), (2_540, "2.5 km"), (25_400, "25 km")]
)
def test_a_distance_is_read_as_people_say_it(metres, words):
    assert distance(metres) == words
