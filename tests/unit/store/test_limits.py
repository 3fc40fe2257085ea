"""What breaks the limits of a record goes into no store, and out of none."""

import dataclasses
import json
from datetime import date

import every_answer
import pyarrow as pa
import pytest
import unbounded
from house import at, by, incident

from geo.errors import RecordLimitError
from geo.incident import SCHEMA, Actor, Candidate, Claim, Geocoding, Role, Source, Workflow, to_table
from geo.store.store import Store

NAN, INFINITE = float("nan"), float("inf")


def weighed(**fields):
    known = {"place_id": "p", "name": "n", "country": None, "admin1": None, "lon": 1.0, "lat": 1.0, "score": 0.5}
    return Geocoding("n", (Candidate(**{**known, "reason": "r", **fields}),), None, "r", "c", "g")


# A field, and what a caller of Python could hand in for it.
NONSENSE = {
    "deaths_best": [{"deaths_best": each} for each in (2**62, -1, 2**70, "many")],
    "deaths_low": [{"deaths_low": 5, "deaths_best": 3}, {"deaths_low": 5, "deaths_high": 3}],
    "deaths_high": [{"deaths_best": 5, "deaths_high": 3}],
    "lon": [{"lon": 1.0}, {"lon": 181.0, "lat": 1.0}, {"lon": 0.0, "lat": 0.0}, {"lon": INFINITE, "lat": 1.0}],
    "lat": [{"lat": 1.0}, {"lon": 1.0, "lat": 91.0}, {"lon": 1.0, "lat": NAN}],
    "radius_m": [{"radius_m": each} for each in (NAN, INFINITE, -1.0, 1e12)],
    "generalise_m": [{"generalise_m": each} for each in (NAN, INFINITE, -INFINITE, -1.0, 1e12, 5e-324)],
    "end": [{"start": date(2025, 1, 2), "end": date(2025, 1, 1)}],
    "start": [{"start": "yesterday"}],
    "workflow": [{"workflow": None}, {"workflow": "Published"}],
    "place_precision": [{"place_precision": "somewhere"}],
    "date_precision": [{"date_precision": "hour"}],
    "actors": [{"actors": (None,)}, {"actors": (Actor(None, Role.PARTY, alleged=True),)}],
    "actors.role": [{"actors": (Actor("a", "villain", alleged=True),)}],
    "claims": [{"claims": (None,)}, {"claims": (Claim(None),)}],
    "claims.low": [{"claims": (Claim("deaths", low, 1),)} for low in (2**62, -1, 5)],
    "claims.high": [{"claims": (Claim("deaths", None, 10**9),)}],
    "claims.quote_start": [{"claims": (Claim("deaths", quote_start=-1),)}],
    "claims.quote_end": [{"claims": (Claim("deaths", quote_start=5, quote_end=1),)}],
    "sources.source_id": [{"sources": (None,)}, {"sources": (Source(None),)}],
    "geocoding.candidates.score": [{"geocoding": weighed(score=each)} for each in (NAN, 2.0)],
    "geocoding.candidates.lat": [{"geocoding": weighed(lat=99.0)}],
    "title": [{"title": "half a sign: \ud800"}, {"title": "cut\0off"}],
    "id": [{"id": None}, {"id": " "}, {"id": "test:\0"}, {"id": "test:" + "x" * 1_000}],
    "dataset": [{"dataset": None}, {"dataset": ""}],
}


@pytest.mark.parametrize("field", NONSENSE)
def test_what_no_record_may_say_is_refused_by_field_and_incident_and_nothing_is_saved(store, field):
    good = incident("good")
    for said in NONSENSE[field]:
        bad = dataclasses.replace(incident("bad"), **said)
        with pytest.raises(RecordLimitError) as refused:
            store.append([good, bad], caller=by("ada"), reason="a try", tool="tests")
        assert refused.value.field == field
        sentence = str(refused.value)
        assert field in sentence
        assert "Nothing was saved" in sentence
        assert field == "id" or "test:bad" in sentence
    assert store.head().version == 0


def test_a_day_that_python_has_none_for_is_refused(store):
    column = pa.array([4_000_000], pa.int32()).cast(pa.date32())
    rows = to_table([incident("far")]).set_column(SCHEMA.get_field_index("start"), SCHEMA.field("start"), column)
    with pytest.raises(RecordLimitError, match="start"):
        store.append_rows(rows, caller=by("ada"), reason="a try", tool="tests")


def test_a_long_text_is_kept_to_its_last_sign_and_lists_show_its_beginning(store):
    long = "".join(f"{number} " for number in range(300_000))
    actors = (Actor(long, Role.PARTY, alleged=True),)
    store.append([incident("long", summary=long, actors=actors, **at(36, 35))], caller=by("a"), reason="r", tool="t")
    store.append([dataclasses.replace(incident("titled"), title=long)], caller=by("a"), reason="r", tool="t")
    assert (store.record("test:long").summary, store.record("test:titled").title) == (long, long)
    atlas = every_answer.opened(store)
    for client in every_answer.everyone(atlas):
        sizes = {url: len(client.get(url).content) for url in every_answer.WHOLE}
        assert max(sizes.values()) < 20_000, sizes
    titles = [row["title"] for row in client.get("/list").json()["rows"]]
    assert f"{long[:299]}…" in titles
    assert client.get("/counts?q=999").json()["matched"] == 2


OLD = [
    {"deaths_low": 2**62, "deaths_best": 2**62, "deaths_high": 2**63 - 1},
    {"deaths_low": 2**62, "deaths_best": -(2**63), "deaths_high": 2**63 - 1},
    {"deaths_best": 2**62, "claims": [{"field": "deaths", "low": 2**62, "high": 2**62}]},
    {"claims": [{"field": "deaths", "low": -(2**63), "high": 2**63 - 1}, {"field": "deaths", "low": 2**62}]},
    {"lon": INFINITE, "lat": NAN, "place_precision": "exact"},
    {"lon": 500.0, "lat": -95.0, "place_precision": "near", "radius_m": INFINITE},
    {"lon": 36.0, "lat": 35.0, "place_precision": "exact", "radius_m": NAN},
    {"lon": 36.1, "lat": 35.1, "place_precision": "exact", "radius_m": -INFINITE},
    {"lon": 36.2, "lat": 35.2, "place_precision": "exact", "generalise_m": NAN},
    {"lon": 36.3, "lat": 35.3, "place_precision": "exact", "generalise_m": INFINITE},
    {"lon": 36.4, "lat": 35.4, "place_precision": "exact", "generalise_m": -5.0},
    {"sources": [None], "claims": [None], "actors": [None], "aliases": [None]},
    {"sources": [{}], "claims": [{}], "actors": [{}]},
    {"sources": None, "claims": None, "actors": None, "aliases": None, "dataset": None},
    {"actors": [{"name": "a", "role": "villain", "alleged": None}]},
    {"workflow": "publishd"},
    {"workflow": None, "verification": None, "place_precision": None},
    {"event_type": "\x00", "start": date(2025, 1, 1), "end": date(2025, 1, 1)},
    {"date_precision": "hour", "event_type": "\x00\x01", "sub_type": ""},
    {"title": "\x00", "summary": "\x1b[31m\u202e", "place_name": "\x7f", "feature": "admin1:\x00", "country": "\n"},
    {"feature": "border:" + "x" * 10_000, "place_precision": "line"},
    {"geocoding": {"candidates": [None, {}, {"place_id": "p", "name": "n", "score": NAN, "lon": INFINITE}]}},
    {"start": date(2025, 2, 1), "end": date(2025, 1, 1), "date_precision": "day"},
    {"start": date.max, "end": date.max}, {"start": date.min, "end": date.max}, {"end": date.min},
    {"end": date.max}, {"start": date.max}, {"end": date(9998, 12, 31)},
    {"start": date(2, 1, 1)}, {"end": date(2, 1, 1)},
    {"id": "test:a\nb"}, {"id": "test:\x00\x1b"}, {"id": "test:" + "x" * 1_000},
]  # fmt: skip
FAR = (4_000_000, -2_000_000, 2**31 - 1, -(2**31))


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """A store that holds what no record may say."""
    known = {"dataset": "test", "workflow": "published", "verification": "unverified", "place_precision": "unknown"}
    sources = [{"source_id": "s", "licence": "own-words"}]
    rows = [{"id": f"test:{n:02d}", "title": f"{n}", "sources": sources, **known, **each} for n, each in enumerate(OLD)]
    table = pa.Table.from_pylist([*rows, {**known, "title": "no id"}], schema=SCHEMA)
    days = pa.array(FAR, pa.int32()).cast(pa.date32())
    far = pa.Table.from_pylist([{**known, "id": f"test:far{n}", "sources": sources} for n in range(4)], schema=SCHEMA)
    for name in ("start", "end"):
        far = far.set_column(SCHEMA.get_field_index(name), SCHEMA.field(name), days)
    location = str(tmp_path_factory.mktemp("old") / "store")
    unbounded.write_table(location, pa.concat_tables([table, far]))
    return every_answer.opened(Store.open(location))


def test_a_store_of_earlier_days_that_holds_nonsense_answers_everything_and_verifies(old):
    assert every_answer.refused(old) == []
    assert old.store.verify() == []
    health = every_answer.everyone(old)[0].get("/health").json()
    assert health["incidents"] == len(OLD) + len(FAR)


def test_none_of_that_nonsense_is_summed_drawn_or_less_guarded_than_it_was(old):
    reader = every_answer.everyone(old)[1]
    deaths = reader.get("/counts").json()["deaths"]
    assert {deaths[name] for name in ("low", "best", "high")} == {None}
    assert deaths["stated"] == 0
    drawn = {f["properties"].get("id") for f in reader.get("/map?bbox=35,34,37,36&zoom=14").json()["features"]}
    assert {f"test:{n:02d}" for n in (6, 7)} <= drawn
    listed = {row["id"] for row in reader.get("/list?limit=200").json()["rows"]}
    # Of unknown stage; and with a source of which nothing is known, so that nobody can say who may see it.
    assert not {f"test:{n:02d}" for n in (11, 12, 15, 16)} & listed
    for n in (8, 9, 10):
        assert reader.get(f"/collections/incidents/items/test:{n:02d}").json()["geometry"] != {
            "type": "Point",
            "coordinates": [OLD[n]["lon"], OLD[n]["lat"]],
        }


def test_an_editor_can_mend_such_a_record(old):
    before = old.store.record("test:00")
    assert before.deaths_best is None
    mended = dataclasses.replace(before, based_on=before.version, deaths_best=3, workflow=Workflow.PUBLISHED)
    old.store.append([mended], caller=by("ada"), reason="the source says 3", tool="tests")
    assert old.store.record("test:00").deaths_best == 3
    assert json.loads(every_answer.everyone(old)[0].get("/collections/incidents/items/test:00").content)
