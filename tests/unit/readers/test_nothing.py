"""Words that stand for nothing name nobody, in whatever reader."""

import csv
import io
import json

import pytest
from workbooks import write

from geo.errors import UnreadableImportError
from geo.readers import registry as recognising
from geo.readers.columns.missing import is_nothing

HEAD = ("id", "date", "title", "lat", "lon", "country", "actors", "perpetrators", "deaths", "source", "url", "summary")


def table(path, *rows, head=HEAD):
    written = io.StringIO()
    csv.writer(written).writerows([head, *rows])
    path.write_text(written.getvalue(), encoding="utf-8")
    return path


def row(number, word, **told):
    cells = dict.fromkeys(HEAD, word) | {"id": str(number), "date": "2024-03-07", "title": "Shelling"} | told
    return [cells[name] for name in HEAD]


@pytest.mark.parametrize(
    "word", ["NA", "n/a", "#N/A", "-", "null", "None", "nan", "Unknown", "not available", "غير معروف"]
)
def test_a_cell_with_such_a_word_is_an_empty_one_and_it_is_said(tmp_path, word):
    said = recognising.read(table(tmp_path / "a.csv", row(1, word), row(2, "", actors=f"The Army; {word}")))
    bare = recognising.read(table(tmp_path / "b.csv", row(1, ""), row(2, "", actors="The Army")), dataset="a")
    assert said.incidents.equals(bare.incidents)
    assert said.problems == bare.problems == ()
    assert any(f"country ({word!r})" in reason and "actors" in reason for reason in said.reasons)


def test_namibia_is_a_code_among_others_in_a_table_that_uses_it_for_nothing_else(tmp_path):
    def countries(*rows):
        return recognising.read(table(tmp_path / "a.csv", *rows)).incidents["country"].to_pylist()

    assert countries(row(1, "", country="NA"), row(2, "", country="AO")) == ["NA", "AO"]
    assert countries(row(1, "", country="NA"), row(2, "", country="AO", source="NA")) == [None, "AO"]
    assert countries(row(1, "", country="NA"), row(2, "", country="Angola")) == [None, "AO"]
    assert countries(row(1, "", country="NA"), row(2, "")) == [None, None]


@pytest.mark.parametrize("kind", ["xlsx", "geojson"])
def test_it_is_so_in_spreadsheets_and_geojson(tmp_path, kind):
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        write(path, [HEAD, row(1, "N/A", lat="36.2", lon="37.1")])
    else:
        point = {"type": "Point", "coordinates": [37.1, 36.2]}
        told = dict(zip(HEAD, row(1, "N/A"), strict=True))
        features = [{"type": "Feature", "geometry": point, "properties": told}]
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    (found,) = recognising.read(path).incidents.to_pylist()
    assert (found["actors"], found["summary"], found["claims"], len(found["sources"])) == ([], None, [], 1)


ACLED = {
    "event_id_cnty": "SYR1",
    "event_date": "2025-03-07",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "The Army",
    "assoc_actor_1": "NA",
    "actor2": "NA",
    "country": "Syria",
    "admin1": "NA",
    "location": "Al-Haffa",
    "latitude": "35.6",
    "longitude": "36.0",
    "geo_precision": "1",
    "source": "NA; A paper",
    "notes": "NA",
    "fatalities": "2",
    "timestamp": "1",
}


def test_acled_names_nobody_na(tmp_path):
    read = recognising.read(table(tmp_path / "acled.csv", list(ACLED.values()), head=list(ACLED)))
    (found,) = read.incidents.to_pylist()
    assert [actor["name"] for actor in found["actors"]] == ["The Army"]
    assert found["summary"] is None
    assert "NA" not in [source["publisher"] for source in found["sources"]]
    assert any("assoc_actor_1 ('NA')" in reason for reason in read.reasons)


def test_a_column_that_stands_twice_in_acleds_table_is_not_chosen_from(tmp_path):
    cells = [*ACLED.values(), "Another"]
    with pytest.raises(UnreadableImportError, match="several columns called actor1"):
        recognising.read(table(tmp_path / "acled.csv", cells, head=[*ACLED, "Actor1"]))


def test_words_that_only_hold_such_a_word_stay():
    assert not any(
        map(is_nothing, ("Unknown gunmen", "NA group", "Unidentified Armed Group (Syria)", "0", "None of us"))
    )
