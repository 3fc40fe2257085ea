"""How well a place and a date are known, in whole sentences."""

from datetime import date

import pytest

from geo.incident import DatePrecision, Incident, PlacePrecision
from geo.ui.card.precision import date_sentence, place_sentence
from geo.ui.text.translation import gettext


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (
            {"place_precision": "admin1", "feature": "admin1:SY-LA"},
            "In Latakia province; the exact place is not known.",
        ),
        (
            {"place_precision": "admin1", "admin1": "Homs Governorate"},
            "In Homs Governorate; the exact place is not known.",
        ),
        ({"place_precision": "admin2", "admin2": "Sinjar"}, "In the district of Sinjar; the exact place is not known."),
        ({"place_precision": "admin2"}, "The exact place is not known."),
        ({"place_precision": "settlement", "place_name": "Jableh"}, "Somewhere in the town of Jableh, within 2 km."),
        ({"place_precision": "near", "place_name": "Jableh"}, "Roughly near Jableh: within 25 km."),
        ({"place_precision": "near", "radius_m": 7072.0}, "Somewhere within 7.1 km of the point on the map."),
        ({"place_precision": "vicinity", "place_name": "Jableh"}, "Close to Jableh, within 150 m."),
        ({"place_precision": "exact", "place_name": "Jableh"}, "The exact place is known."),
        ({"place_precision": "line", "feature": "border:IQ-SY"}, "Along the Iraq\u2013Syria border."),
        ({"place_precision": "line", "place_name": "M5"}, "Along M5."),
        ({"place_precision": "country", "country": "SY"}, "Country only; not on the map."),
        ({"place_precision": "unknown"}, "The place is not known; it is not on the map."),
    ],
)
def test_a_place_is_said_as_well_as_it_is_known(place, sentence):
    known = place | {"place_precision": PlacePrecision(place["place_precision"])}
    assert place_sentence(Incident("a", "a", **known), str, gettext) == sentence


@pytest.mark.parametrize(
    ("start", "end", "precision", "sentence"),
    [
        (date(2025, 3, 1), date(2025, 3, 31), "month", "Some time in March 2025; the day is not known."),
        (date(2025, 1, 1), date(2025, 12, 31), "year", "Some time in 2025; the day is not known."),
        (
            date(2025, 3, 3),
            date(2025, 3, 9),
            "week",
            "Some time in the week from 3 Mar 2025 to 9 Mar 2025; the day is not known.",
        ),
        (
            date(2025, 3, 20),
            date(2025, 4, 10),
            "month",
            "Some time from 20 Mar 2025 to 10 Apr 2025; the day is not known.",
        ),
        (date(2025, 3, 6), date(2025, 3, 7), "day", "6 Mar 2025 to 7 Mar 2025"),
        (date(2025, 3, 6), date(2025, 3, 6), "day", "6 Mar 2025"),
        (None, date(2025, 3, 7), "days", "By 7 Mar 2025, start unknown"),
        (None, None, None, "Date unknown"),
    ],
)
def test_a_date_is_said_as_well_as_it_is_known(start, end, precision, sentence):
    known = None if precision is None else DatePrecision(precision)
    assert date_sentence(Incident("a", "a", start=start, end=end, date_precision=known)) == sentence
