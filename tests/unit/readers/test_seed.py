"""Seed reports written by hand."""

from datetime import date

import pytest

from geo.errors import UnreadableFileError
from geo.incident import DatePrecision, PlacePrecision, Role, Verification, Workflow
from geo.readers.seed import read_seeds
from geo.settings import SEEDS

REPORT = """
[report]
dataset = "mine"

[[sources]]
id = "s"
publisher = "A publisher"
licence = "own-words"
"""
GOOD = """
[[incident]]
id = "one"
title = "A clash"
type = "Battles"
sub_type = "Armed clash"
"""


def read(tmp_path, text):
    path = tmp_path / "report.toml"
    path.write_text(text, encoding="utf-8")
    return read_seeds(path)


@pytest.fixture(scope="module")
def seeds():
    (path,) = SEEDS.glob("*.toml")
    incidents, problems = read_seeds(path)
    assert problems == []
    return {each.id.removeprefix("seeds:"): each for each in incidents}


def test_the_seed_report_becomes_five_published_incidents(seeds):
    assert len(seeds) == 5
    assert {each.workflow for each in seeds.values()} == {Workflow.PUBLISHED}


def test_the_killings_are_near_al_haffah_with_a_lower_bound_and_no_perpetrator(seeds):
    killings = seeds["2025-03-al-mukhtariya-killings"]
    assert (killings.place_precision, killings.radius_m) == (PlacePrecision.NEAR, 15_000)
    assert (killings.lon, killings.lat) == pytest.approx((36.03, 35.60), abs=0.02)  # Al-Haffah, in Latakia
    assert (killings.deaths_low, killings.deaths_best, killings.deaths_high) == (20, None, None)
    assert [actor.role for actor in killings.actors] == [Role.TARGET]
    assert (killings.start, killings.end, killings.date_precision) == (None, date(2025, 3, 7), DatePrecision.DAYS)
    assert killings.verification is Verification.CORROBORATED
    assert {claim.claimant for claim in killings.claims if claim.field == "deaths"} == {
        "Activists of the Alawite sect",
        "Syrian Observatory for Human Rights",
    }


def test_the_clashes_and_strikes_are_known_to_the_province_only(seeds):
    for name in ("2025-03-06-latakia-clashes", "2025-03-coast-air-strikes"):
        assert seeds[name].feature == "admin1:SY-LA"
        assert (seeds[name].lon, seeds[name].place_precision) == (None, PlacePrecision.ADMIN1)
        assert seeds[name].deaths_low is None
    clashes = seeds["2025-03-06-latakia-clashes"]
    assert (clashes.start, clashes.end, clashes.date_precision) == (date(2025, 3, 6), None, DatePrecision.DAY)


def test_the_russian_forces_are_alleged(seeds):
    strikes = seeds["2025-03-coast-air-strikes"]
    assert [(a.name, a.role, a.alleged) for a in strikes.actors if a.alleged] == [
        ("Russian forces", Role.PERPETRATOR, True)
    ]


def test_the_council_has_no_place_to_draw_and_the_alert_is_the_border(seeds):
    assert seeds["2025-03-military-council"].place_precision is PlacePrecision.COUNTRY
    assert seeds["2025-03-iraq-border-alert"].feature == "border:IQ-SY"
    assert seeds["2025-03-iraq-border-alert"].place_precision is PlacePrecision.LINE


def test_positions_are_decided_by_the_geocoder_and_the_decision_is_kept(seeds):
    for each in seeds.values():
        assert each.geocoding.chosen is not None
        assert each.geocoding.chosen_by == "geocoder"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ('sub_type = "Armed clash"\nend = "soon"', "end"),
        ('sub_type = "Peaceful protest"', "incident"),
        ('sub_type = "Armed clash"\nend = 2025-03-07', "incident"),
        ('sub_type = "Armed clash"\nplaces = "here"', "places"),
        ('sub_type = "Armed clash"\ndeaths = { low = -1 }', "deaths.low"),
        ('sub_type = "Armed clash"\ndeaths = { low = 9, high = 2 }', "deaths"),
        ('sub_type = "Armed clash"\nclaims = [{ field = "event", source = "none" }]', "claims.source"),
    ],
)
def test_a_bad_incident_is_set_aside_with_its_row_and_field_and_the_rest_goes_in(tmp_path, wrong, field):
    bad = GOOD.replace('"one"', '"two"').replace('sub_type = "Armed clash"', wrong)
    incidents, problems = read(tmp_path, REPORT + GOOD + bad)
    assert [each.id for each in incidents] == ["mine:one"]
    assert {(problem.row, problem.field) for problem in problems} == {(2, field)}


def test_a_place_nobody_knows_stays_unknown_and_is_reported(tmp_path):
    place = 'place = { name = "Qasr al-Nonsense", country = "SY" }'
    (incident,), (problem,) = read(tmp_path, REPORT + GOOD + place)
    assert (incident.lon, incident.place_precision, incident.country) == (None, PlacePrecision.UNKNOWN, "SY")
    assert (problem.row, problem.field, problem.value) == (1, "place", "Qasr al-Nonsense")


def test_an_actor_may_have_an_id_which_it_shares_with_its_other_names(tmp_path):
    actors = 'actors = [{ name = "Our Men", actor_id = "mine:us", role = "party" }, { name = "Us", role = "other" }]'
    (incident,), _ = read(tmp_path, REPORT + GOOD + actors)
    assert [(actor.name, actor.actor_id) for actor in incident.actors] == [("Our Men", "mine:us"), ("Us", None)]


@pytest.mark.parametrize("text", ["no toml", "", "[report]\n", REPORT.replace('id = "s"', "id = 3")])
def test_a_file_that_is_no_seed_report_is_refused_in_one_sentence(tmp_path, text):
    with pytest.raises(UnreadableFileError, match=r"report\.toml is not in a supported format"):
        read(tmp_path, text)
