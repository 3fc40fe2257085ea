import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from house import by

from geo.errors import StoreError
from geo.incident import Claim, Incident, Source, Workflow
from geo.readmodel.claim_rules import RULES
from geo.readmodel.model import ReadModel
from geo.readmodel.schema import CURRENT, REACH_KM, TABLES, fold_words
from geo.store.act import EMPTY
from geo.store.store import Store

BY_ADA = {"caller": by("ada"), "reason": "report", "tool": "test"}


def asked(model: ReadModel, question: str) -> list[tuple[object, ...]]:
    with model.cursor() as cursor:
        return cursor.execute(question).fetchall()


def everything(model: ReadModel) -> dict[str, list[dict[str, object]]]:
    with model.cursor() as cursor:
        return {name: cursor.sql(f"FROM {name} ORDER BY ALL").to_arrow_table().to_pylist() for name in TABLES}


def by_rule(tolls: list[int | None]) -> dict[str, list[int | None]]:
    """Low, best and high of each rule."""
    return {rule: tolls[3 * place : 3 * place + 3] for place, rule in enumerate(RULES)}


def test_the_tables_have_the_agreed_columns(store: Store):
    model = ReadModel(store)
    with model.cursor() as cursor:
        found = {name: cursor.sql(f"FROM {name}").to_arrow_table().schema for name in TABLES}
    assert {name: schema.names for name, schema in found.items()} == {n: s.names for n, s in TABLES.items()}
    kinds = {name: [kind for kind in schema.types if not pa.types.is_timestamp(kind)] for name, schema in found.items()}
    assert kinds == {n: [kind for kind in s.types if not pa.types.is_timestamp(kind)] for n, s in TABLES.items()}


def test_a_full_record_becomes_narrow_rows(store: Store, full: Incident):
    store.append([full], **BY_ADA)
    tables = everything(ReadModel(store))
    row, instead = sorted(tables["revisions"], key=lambda row: bool(row["generalised"]))
    same = [
        "id",
        "dataset",
        "title",
        "start",
        "end",
        "date_precision",
        "lon",
        "lat",
        "feature",
        "deaths_low",
        "workflow",
    ]
    assert {name: row[name] for name in same} == {name: getattr(full, name) for name in same}
    assert (row["from_version"], row["until_version"]) == (1, CURRENT)
    assert (row["for_editors"], row["for_viewers"], instead["for_editors"]) == (True, False, False)
    assert instead["rid"] == row["rid"]
    assert (instead["lon"], instead["lat"]) != (full.lon, full.lat)
    assert (instead["place_name"], instead["admin2"], instead["place_words"]) == (None, None, None)
    assert "shelling in حلب" in str(row["words"])
    assert str(row["words"]).endswith("army civilians")
    assert row["place_words"] == "aleppo aleppo mount simeon"
    assert [(actor["actor"], actor["role"], actor["alleged"]) for actor in tables["actors"]] == [
        ("Army", "perpetrator", True),
        ("Civilians", "target", False),
    ]
    deaths = by_rule(row["tolls"])
    assert deaths["lowest"] == deaths["median"] == deaths["origins"] == [2, 2, 2]
    assert deaths["highest"] == deaths["latest"] == [20, None, None]


@pytest.mark.parametrize(
    ("licences", "expected"),
    [
        ([], True),
        (["CC-BY-4.0", "own-words"], True),
        (["CC-BY-4.0", None], False),
        (["CC-BY-NC-4.0"], False),
        (["cc-by-4.0"], False),
    ],
)
def test_an_incident_is_shareable_when_every_source_is(store: Store, licences: list[str | None], expected: bool):  # noqa: FBT001
    sources = tuple(Source(f"s{n}", licence=licence) for n, licence in enumerate(licences))
    neighbours = [Incident("a", "demo", sources=(Source("s"),)), Incident("c", "demo")]
    store.append([Incident("b", "demo", sources=sources), *neighbours], **BY_ADA)
    found = dict(asked(ReadModel(store), "SELECT id, shareable FROM revisions"))
    assert found == {"a": False, "b": expected, "c": True}


def test_only_incidents_with_a_number_of_deaths_have_rules(store: Store):
    claims = {
        "none": (),
        "words": (Claim("deaths", text="many"),),
        "injured": (Claim("injured", 3, 3),),
        "one": (Claim("injured", 3, 3), Claim("deaths", 4, None)),
        "two": (Claim("deaths", 1, 1), Claim("deaths", 9, 9)),
    }
    store.append([Incident(name, "demo", claims=said) for name, said in claims.items()], **BY_ADA)
    model = ReadModel(store)
    rows = asked(model, "SELECT id, toll_claims, only_low, only_best, only_high, tolls FROM revisions ORDER BY id")
    nothing = (0, None, None, None, None)
    assert dict(zip(sorted(claims), (row[1:] for row in rows), strict=True)) == {
        "injured": nothing,
        "none": nothing,
        "one": (1, 4, None, None, None),  # an only claim is what every rule picks
        "two": (2, None, None, None, rows[3][5]),
        "words": nothing,
    }
    picked = by_rule(rows[3][5])
    assert (picked["lowest"], picked["highest"]) == ([1, 1, 1], [9, 9, 9])


def test_refresh_takes_in_new_acts_and_closes_what_they_replace(store: Store):
    model = ReadModel(store)
    assert (model.head, everything(model)["revisions"]) == (EMPTY, [])
    store.append([Incident("a", "demo", title="one"), Incident("b", "demo")], **BY_ADA)
    assert model.refresh() == model.head == store.head()
    store.append([Incident("a", "demo", title="two", based_on=1)], **BY_ADA)
    store.append([Incident("a", "demo", title="three", based_on=2), Incident("c", "demo")], **BY_ADA)
    model.refresh()
    spans = asked(model, "SELECT id, title, from_version, until_version FROM revisions ORDER BY id, from_version")
    assert spans == [
        ("a", "one", 1, 2),
        ("a", "two", 2, 3),
        ("a", "three", 3, CURRENT),
        ("b", None, 1, CURRENT),
        ("c", None, 3, CURRENT),
    ]


def test_a_pinned_view_shows_one_revision_of_each_incident(store: Store):
    store.append([Incident("a", "demo", title="one"), Incident("b", "demo", title="b")], **BY_ADA)
    store.append([Incident("a", "demo", title="two", based_on=1)], **BY_ADA)
    store.append([Incident("c", "demo", title="c")], **BY_ADA)
    pinned = "SELECT title FROM revisions WHERE from_version <= {0} AND until_version > {0} ORDER BY id"
    shown = [[row[0] for row in asked(ReadModel(store), pinned.format(version))] for version in range(4)]
    assert shown == [[], ["one", "b"], ["two", "b"], ["two", "b", "c"]]


def test_every_revision_knows_what_its_incident_may_show_today(store: Store):
    published = Incident("a", "demo", workflow=Workflow.PUBLISHED)
    other = Incident("b", "demo", workflow=Workflow.PUBLISHED, generalise_m=100.0)
    store.append([published, other], **BY_ADA)
    model = ReadModel(store)
    restricted = (Source("s", licence="all rights reserved"),)
    hidden = replace(published, based_on=1, workflow=Workflow.WITHDRAWN, generalise_m=5000.0, sources=restricted)
    store.append([hidden], **BY_ADA)
    store.append([replace(other, based_on=1, generalise_m=None)], **BY_ADA)
    model.refresh()
    today = "SELECT DISTINCT id, now_workflow, now_shareable, now_generalise_m FROM revisions ORDER BY id"
    assert asked(model, today) == [("a", "withdrawn", False, 5000.0), ("b", "published", True, None)]
    exact = "FROM revisions WHERE from_version = 1 AND NOT generalised ORDER BY id"
    then = f"SELECT id, workflow, shareable, generalise_m {exact}"
    assert asked(model, then) == [("a", "published", True, None), ("b", "published", True, 100.0)]


def test_a_model_kept_up_step_by_step_equals_one_loaded_at_once(home: Path, store: Store, full: Incident):
    model = ReadModel(store)
    for number in range(6):
        store.append([replace(full, id=f"demo:{number}"), Incident(f"plain:{number}", "demo")], **BY_ADA)
        model.refresh()
        edit = replace(full, id=f"demo:{number}", title=f"edit {number}", based_on=2 * number + 1)
        store.append([edit], **BY_ADA)
        model.refresh()
    assert everything(model) == everything(ReadModel(Store.open(str(home))))


def test_a_refresh_that_fails_changes_nothing(home: Path, store: Store):
    store.append([Incident("a", "demo")], **BY_ADA)
    model = ReadModel(store)
    before = everything(model), model.head
    first = set((home / "revisions").glob("*.parquet"))
    store.append([Incident("a", "demo", title="new", based_on=1)], **BY_ADA)
    (written,) = set((home / "revisions").glob("*.parquet")) - first
    content = written.read_bytes()
    written.unlink()
    with pytest.raises(StoreError):
        model.refresh()
    assert (everything(model), model.head) == before
    written.write_bytes(content)
    assert model.refresh().version == 2
    assert len(everything(model)["revisions"]) == 2


def test_readers_never_see_half_a_version(store: Store):
    model = ReadModel(store)
    done = threading.Event()
    seen: set[object] = set()

    def read() -> None:
        while not done.is_set():
            rows = asked(model, f"SELECT count(*), count(*) FILTER (until_version = {CURRENT}) FROM revisions")  # noqa: S608
            seen.add(rows[0])

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for version in range(1, 8):
        base = version - 1 or None
        store.append([Incident(f"i{n}", "demo", title=str(version), based_on=base) for n in range(5)], **BY_ADA)
        model.refresh()
    done.set()
    for reader in readers:
        reader.join()
    assert seen <= {(5 * version, 5 * min(version, 1)) for version in range(8)}


def test_threads_refresh_once_for_all(store: Store):
    model = ReadModel(store)
    store.append([Incident(f"i{n}", "demo") for n in range(20)], **BY_ADA)
    threads = [threading.Thread(target=model.refresh) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asked(model, "SELECT count(*), count(DISTINCT rid) FROM revisions") == [(20, 20)]


def test_borders_in_reach_are_measured_from_points_and_shapes(store: Store):
    places = [
        Incident("al-bukamal", "demo", lon=40.92, lat=34.45),
        Incident("also there", "demo", lon=40.92, lat=34.45, feature="border:SY-TR"),
        Incident("on the line", "demo", feature="border:IQ-SY"),
        Incident("nobody ships it", "demo", feature="border:XX-YY"),
        Incident("nowhere", "demo"),
        Incident("mid-atlantic", "demo", lon=-30.0, lat=0.0),
    ]
    store.append(places, **BY_ADA)
    rows = asked(ReadModel(store), "SELECT id, border, km FROM near_border JOIN revisions USING (rid)")
    near = {(incident, border): km for incident, border, km in rows}
    assert 0 < near["al-bukamal", "IQ-SY"] < 20
    assert near["also there", "IQ-SY"] == near["al-bukamal", "IQ-SY"]
    assert near["on the line", "IQ-SY"] == 0
    assert {incident for incident, _ in near} == {"al-bukamal", "also there", "on the line"}
    assert max(near.values()) <= REACH_KM


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ḥalab", "halab"),
        ("ALEPPO", "aleppo"),
        ("أحمد آل", "احمد ال"),
        ("\uff26\uff55ll ﬁ", "full fi"),
        ("İstanbul", "istanbul"),
        ("", ""),
        ("a  b", "a  b"),
    ],
)
def test_words_are_folded_for_searching(written: str, folded: str):
    assert fold_words(written) == folded
    assert fold_words(folded) == folded


ESCAPES = [
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_blob('/etc/passwd')",
    "SELECT * FROM glob('/etc/*')",
    "SELECT * FROM parquet_scan('/tmp/*.parquet')",
    "COPY revisions TO '/tmp/out.csv'",
    "COPY revisions FROM '/etc/passwd'",
    "EXPORT DATABASE '/tmp/out'",
    "IMPORT DATABASE '/tmp/out'",
    "ATTACH '/tmp/other.db'",
    "INSTALL spatial",
    "LOAD spatial",
    "LOAD '/tmp/evil.duckdb_extension'",
    "SET enable_external_access = true",
    "SET memory_limit = '100GB'",
    "SET threads = 64",
    "RESET memory_limit",
    "SET lock_configuration = false",
    "SET temp_directory = '/tmp/spill'",
    "PRAGMA profiling_output = '/tmp/profile'",
    "CREATE SECRET (TYPE s3)",
    "SELECT getenv('HOME')",
    "SELECT * FROM bait",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_the_engine_refuses_to_leave_its_tables(store: Store, escape: str):
    bait = pa.table({"secret": [1]})
    with ReadModel(store).cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(escape)
    assert bait.num_rows == 1


def test_the_engine_stays_within_its_means(store: Store):
    settings = (
        "current_setting('memory_limit'), current_setting('temp_directory'), current_setting('lock_configuration')"
    )
    ((memory, spill, locked),) = asked(ReadModel(store), f"SELECT {settings}")
    assert (memory, spill, locked) == ("7.4 GiB", "", True)


def test_dates_stay_dates(store: Store):
    store.append([Incident("a", "demo", start=date(1999, 12, 31))], **BY_ADA)
    assert asked(ReadModel(store), 'SELECT start, "end" FROM revisions') == [(date(1999, 12, 31), None)]
