"""How likely each place of a name is meant."""

import numpy as np
import pytest

from geo.places.gazetteer.gazetteer import NOTHING_ADDED
from geo.places.geocoder import model as weighing
from geo.places.geocoder.candidates import exact
from geo.places.geocoder.model import FEATURES, features, weigh
from geo.places.geocoder.query import parse_query


def so_called(name, country=None, admin1=None):
    question = parse_query(name, country, admin1)
    return question, exact(question, NOTHING_ADDED)


def likeliest(*names):
    """The likeliest place of the first of some names of one report, and how likely it is."""
    report = [so_called(name) for name in names]
    likely = weigh(report)[0]
    return report[0][1][likely.argmax()].place, likely.max()


def test_what_is_likely_adds_up_to_less_than_one_since_it_may_be_none_of_them():
    (likely,) = weigh([so_called("Springfield")])
    assert len(likely) > 10
    assert likely.min() > 0
    assert likely.sum() < 1


def test_a_name_nobody_has_has_nothing_to_weigh():
    assert [len(likely) for likely in weigh([so_called("Qasr al-Nonsense"), so_called("Jableh")])] == [0, 1]
    assert weigh([]) == []


def test_more_people_a_main_name_and_a_told_province_make_a_place_likelier():
    unknown = dict.fromkeys(FEATURES, 0.0) | {"any": 1.0, "place": 1.0, "people": 3.0}
    more_people, main_name = unknown | {"people": 6.0}, unknown | {"main name": 1.0}
    told = unknown | {"country told": 1.0, "division told": 1.0}
    rows = [np.array([list(row.values())]) for row in (unknown, more_people, main_name, told)]
    shares = [weighing.likelihoods(row, weighing.VECTOR)[0] for row in rows]
    assert all(shares[0] < share for share in shares[1:])


def test_neighbours_and_the_division_they_name_make_a_small_place_the_likeliest():
    alone, before = likeliest("Paris")
    together, after = likeliest("Paris", "Kentucky", "Lexington", "Georgetown")
    assert (alone.country, together.admin1) == ("FR", "Kentucky")
    assert after > before - 0.2


def test_the_order_of_the_names_changes_nothing():
    one = weigh([so_called("Paris"), so_called("Kentucky"), so_called("London")])
    other = weigh([so_called("London"), so_called("Paris"), so_called("Kentucky")])
    assert one[0] == pytest.approx(other[1])
    assert one[2] == pytest.approx(other[0])


def test_a_city_and_the_division_around_it_are_only_one_place():
    question, matches = so_called("Latakia")
    assert {match.place.kind for match in matches} == {"settlement", "admin1"}
    assert (features(question, matches)[:, FEATURES.index("only one")] == 1).all()
