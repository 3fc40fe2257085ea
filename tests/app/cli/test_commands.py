"""The `geo` command, run as people run it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

import pytest
import ten
from gdelt_rows import row, written
from typer.testing import CliRunner

from geo.cli import app
from geo.settings import Settings

REPLACED = "\N{REPLACEMENT CHARACTER}"


@pytest.fixture(autouse=True)
def _a_store(tmp_path, monkeypatch):
    monkeypatch.setenv("GEO_STORE", str(tmp_path / "store"))


@dataclass(frozen=True)
class Done:
    """What a command did."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def geo():
    """Run a command in this process: a start takes longer than most commands."""

    def run(*arguments, stdin=None):
        done = CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def process():
    """Run a command in a process of its own."""

    def run(*arguments):
        command = [sys.executable, "-m", "geo", *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    return run


def test_geocode_prints_one_json_document_with_the_place_and_why(geo):
    done = geo("geocode", "Al-Mukhtariya", "Qasr al-Nonsense", "--country", "SY", "--json")
    found, unknown = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (found["chosen"]["place_precision"], found["chosen"]["radius_m"]) == ("near", 15_000)
    assert found["chosen"]["admin1"] == "Latakia"
    assert unknown["chosen"] is None
    assert unknown["reason"]


def test_geocode_in_words_says_what_is_not_known(geo):
    assert "not known" in geo("geocode", "Qasr al-Nonsense", "--country", "SY").stdout


def test_the_command_is_a_program_of_its_own(process):
    failed, wrong, done = process("history", "nobody:knows"), process("geocode"), process("geocode", "Aleppo", "--json")
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (1, "", 1)
    assert wrong.returncode == 2
    assert (done.returncode, done.stderr, len(json.loads(done.stdout))) == (0, "", 1)


def test_history_and_verify_of_a_new_store(geo):
    assert geo("history").returncode == 0
    assert geo("verify").stdout == "No problems found: all files are as they were written.\n"


def test_a_failure_is_one_clear_line_and_exit_code_1(geo):
    done = geo("history", "nobody:knows")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Incident 'nobody:knows' was not found in this store.\n"


def test_wrong_usage_is_exit_code_2(geo):
    assert geo("geocode").returncode == 2


def test_a_store_that_is_something_else_is_said_in_one_line(geo, tmp_path):
    (tmp_path / "store").write_text("a file")
    done = geo("history")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_geocode_takes_a_name_a_line_from_a_file_or_standard_input(geo, tmp_path):
    names = tmp_path / "names.txt"
    names.write_text("\ufeffJableh\n\nSinjar\n", encoding="utf-8")
    from_file = geo("geocode", "--file", names, "--country", "SY", "--json")
    from_stdin = geo("geocode", "--file", "-", "--country", "SY", "--json", stdin="Jableh\nSinjar\n")
    assert [row["name"] for row in json.loads(from_file.stdout)] == ["Jableh", "Sinjar"]
    assert from_file.stdout == from_stdin.stdout


def test_names_of_one_report_are_weighed_together_and_something_near_counts(geo):
    (alone,) = json.loads(geo("geocode", "Sinjar", "--json").stdout)
    together = json.loads(geo("geocode", "Sinjar", "Tal Afar", "Mosul", "Rabia", "--report", "--json").stdout)
    (near,) = json.loads(geo("geocode", "Sinjar", "--near", "42.4,36.4", "--json").stdout)
    assert alone["chosen"] is None
    assert together[0]["chosen"]["admin1"] == near["chosen"]["admin1"] == "Nineveh"


def test_what_is_not_known_offers_its_country_as_context(geo):
    (unknown,) = json.loads(geo("geocode", "Qasr al-Nonsense, Syria", "--json").stdout)
    assert (unknown["chosen"], unknown["candidates"], unknown["context"]["name"]) == (None, [], "Syria")


def test_names_that_cannot_be_read_are_one_sentence(geo, tmp_path):
    wrong = tmp_path / "names.txt"
    wrong.write_bytes("Jableh\nجبلة\n".encode("cp1256"))
    for arguments in (
        ["--file", wrong],
        ["--file", tmp_path],
        ["--file", tmp_path / "none"],
        ["--near", "1;2", "Homs"],
    ):
        done = geo("geocode", *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "line 2 is not UTF-8" in geo("geocode", "--file", wrong).stderr


def test_nobody_is_asked_online_unless_a_geocoder_is_set(geo):
    done = geo("geocode", "Qasr al-Nonsense", "--online")
    assert done.returncode == 1
    assert "nothing was sent" in done.stderr


def test_a_gazetteer_is_added_listed_used_and_removed(geo, tmp_path):
    table = tmp_path / "villages.csv"
    table.write_text("name,lon,lat\nQasr al-Nonsense,36.05,35.6\nNowhere,999,35\n", encoding="utf-8")
    added = geo("gazetteer", "add", table, "--country", "Syria", "--licence", "CC0-1.0")
    assert added.returncode == 0
    assert "1 places from villages.csv, licence CC0-1.0" in added.stdout
    assert added.stderr.startswith("Row 3, lon: ")
    (listed,) = json.loads(geo("gazetteer", "list", "--json").stdout)
    assert (listed["name"], listed["rows"], listed["licence"]) == ("villages", 1, "CC0-1.0")
    (found,) = json.loads(geo("geocode", "Qasr al-Nonsense", "--country", "SY", "--admin1", "Latakia", "--json").stdout)
    assert found["chosen"]["place_id"].startswith("villages:")
    assert "+villages.1-" in found["gazetteer"]
    assert "removed" in geo("gazetteer", "remove", "villages").stdout
    assert geo("gazetteer", "remove", "villages").returncode == 1


def test_a_tables_places_are_looked_up_in_an_added_gazetteer_too(geo, tmp_path):
    places, reports = tmp_path / "villages.csv", tmp_path / "reports.csv"
    places.write_text("name,lon,lat,country\nQasr al-Nonsense,36.05,35.6,SY\n", encoding="utf-8")
    reports.write_text("title,date,place,country\nA,2025-03-06,Qasr al-Nonsense,Syria\n", encoding="utf-8")
    before = json.loads(geo("import", reports, "--json").stdout)
    geo("gazetteer", "add", places)
    after = json.loads(geo("import", reports, "--json").stdout)
    assert [problem["field"] for problem in before["problems"]] == ["place"]
    assert (after["revised"], after["problems"]) == (1, [])


def test_a_gazetteer_added_before_there_is_a_store_does_not_keep_one_from_being_made(geo, tmp_path):
    table = tmp_path / "villages.csv"
    table.write_text("name,lon,lat,country\nX,36,35,SY\n", encoding="utf-8")
    assert geo("gazetteer", "add", table).returncode == 0
    assert geo("history").returncode == 0
    assert geo("verify").stdout == "No problems found: all files are as they were written.\n"


def test_unclear_columns_are_asked_for_and_taken_as_told(geo, tmp_path):
    table = tmp_path / "odd.csv"
    table.write_text("a,b,c\nX,36,35\n", encoding="utf-8")
    unclear = geo("gazetteer", "add", table)
    assert (unclear.returncode, unclear.stderr.count("\n")) == (1, 1)
    assert "--lon-column" in unclear.stderr
    told = ["--name-column", "a", "--lon-column", "b", "--lat-column", "c", "--country", "SY"]
    assert geo("gazetteer", "add", table, *told).returncode == 0


def test_a_name_cannot_move_the_cursor_of_a_terminal(geo):
    shown = geo("geocode", "\x1b[31mAleppo\x1b[2J\u202e").stdout
    assert not set(shown) & set("\x1b\u202e")


UCDP = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,country,date_prec,"
    "date_start,date_end,best,high,low"
)


@pytest.fixture
def events(tmp_path):
    def write(*rows, name="events.csv"):
        file = tmp_path / name
        cells = "1,Us,Them,1,Aleppo town,Aleppo,36.2,37.16,Syria,1,2016-03-02,2016-03-02"
        file.write_text("\n".join([UCDP, *(f"{id_},{cells},{deaths}" for id_, deaths in rows)]), encoding="utf-8")
        return file

    return write


def test_import_prints_one_json_document_of_what_it_did(geo, events):
    done = geo("import", events((1, "3,3,3"), (2, "4,4,-4")), "--json")
    outcome = json.loads(done.stdout)
    problem = {"row": 2, "field": "low", "value": "-4", "message": "is not a count"}
    assert (done.returncode, done.stderr) == (0, "")
    assert outcome == {
        "dataset": "ucdp",
        "version": 2,
        "rows": 2,
        "added": 2,
        "revised": 0,
        "withdrawn": 0,
        "unchanged": 0,
        "problems": [problem],
        "unlisted": 0,
        "published": 2,
    }


def test_an_imported_file_is_kept_as_it_came_and_a_refused_one_is_not(geo, events, tmp_path):
    geo("import", file := events((1, "3,3,3")))
    refused = tmp_path / "refused.csv"
    refused.write_text("x,y\n1,2\n", encoding="utf-8")
    assert geo("import", refused).returncode == 1
    (kept,) = Settings.from_env().imports.glob("files/*/content")
    assert kept.read_bytes() == file.read_bytes()


def test_a_path_without_a_file_is_one_sentence(geo, tmp_path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        done = geo("import", path)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert path.name in done.stderr


def test_a_newer_edition_revises_and_withdraws_and_the_history_says_so(geo, events):
    geo("import", events((1, "3,3,3"), (2, "4,4,4"), (3, "5,5,5")))
    newer = geo("import", events((1, "3,3,3"), (2, "6,6,6"), (4, "1,1,1"), name="newer.csv"))
    again = geo("import", events((1, "3,3,3"), (2, "6,6,6"), (4, "1,1,1"), name="newer.csv"))
    assert (
        "ucdp, version 3: 3 rows; 1 added, 1 revised, 1 withdrawn, 1 unchanged; 2 of them published immediately."
        in newer.stdout
    )
    assert "ucdp, version 3: 3 rows; 0 added, 0 revised, 0 withdrawn, 3 unchanged." in again.stdout
    assert "(not in newer.csv any more)" in geo("history", "ucdp:3").stdout
    assert len(geo("history", "ucdp:2").stdout.splitlines()) == 2


def test_a_file_that_may_be_a_part_is_asked_about_and_taken_as_told(geo, events):
    geo("import", events(*((i, "3,3,3") for i in range(1, 21))))
    few = events((1, "4,4,4"), name="few.csv")
    asked = geo("import", few, "--json")
    assert (asked.returncode, asked.stdout, asked.stderr.count("\n")) == (1, "", 1)
    assert asked.stderr.startswith("19 of the 20 incidents the store has of ucdp are not in few.csv. Nothing was")
    assert json.loads(geo("import", few, "--part", "--json").stdout)["withdrawn"] == 0
    assert json.loads(geo("import", few, "--whole", "--json").stdout)["withdrawn"] == 19
    assert geo("import", few, "--part", "--whole").returncode == 2


def test_where_one_of_several_datasets_is_asked_about_none_is_imported(geo, events):
    geo("import", events(*((i, "3,3,3") for i in range(1, 21))))
    table = events((1, "3,3,3"), name="0.csv")
    table.write_text("title,date,lon,lat\nShelling,2016-03-02,37.1,36.2\n", encoding="utf-8")
    assert geo("import", table, events((1, "4,4,4"), name="1.csv")).returncode == 1
    assert len(geo("history").stdout.splitlines()) == 2


def test_geodata_is_imported_like_any_other_file(geo, tmp_path):
    ten.frame().to_file(tmp_path / "ten.gpkg", driver="GPKG", layer="incidents")
    done = geo("import", tmp_path / "ten.gpkg", "--json")
    outcome = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert (outcome["dataset"], outcome["rows"], outcome["added"]) == ("ten", 10, 10)
    (tmp_path / "half.gpkg").write_bytes((tmp_path / "ten.gpkg").read_bytes()[:50_000])
    broken = geo("import", tmp_path / "half.gpkg")
    assert (broken.returncode, broken.stderr) == (1, "half.gpkg was not imported. It is damaged or incomplete.\n")


def test_import_into_a_new_store_leaves_its_seeds_in(geo, events):
    geo("import", events((1, "3,3,3")))
    assert "Seed reports" in geo("history").stdout.splitlines()[0]


def test_the_first_ten_problems_are_said_on_stderr(geo, events):
    done = geo("import", events(*((i, f"3,3,-{i}") for i in range(1, 13))))
    lines = done.stderr.splitlines()
    assert (done.returncode, len(lines)) == (0, 11)
    assert lines[0] == "Row 1, low: is not a count ('-1')"
    assert lines[-1] == "… and 2 more problems; --json lists them all."


def test_of_several_files_the_last_by_the_numbers_in_their_names_counts(geo, events):
    tenth, second = events((1, "10,10,10"), name="v26_0_10.csv"), events((1, "2,2,2"), name="v26_0_2.csv")
    outcome = json.loads(geo("import", tenth, second, "--json").stdout)
    assert (outcome["rows"], outcome["added"]) == (2, 1)
    assert "Import of v26_0_2.csv, v26_0_10.csv" in geo("history", "ucdp:1").stdout


def test_files_of_several_datasets_are_a_list(geo, events):
    table = events((1, "3,3,3"), name="2.csv")
    table.write_text("title,date,lon,lat\nShelling,2016-03-02,37.1,36.2\n", encoding="utf-8")
    outcomes = json.loads(geo("import", events((1, "3,3,3"), name="1.csv"), table, "--json").stdout)
    assert [outcome["added"] for outcome in outcomes] == [1, 1]
    assert outcomes[0]["dataset"] == "ucdp"


def test_where_one_of_several_files_cannot_be_read_nothing_is_imported(geo, events, tmp_path):
    wrong = tmp_path / "zeros.csv"
    wrong.write_bytes(bytes(100))
    done = geo("import", events((1, "3,3,3")), wrong, "--json")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("zeros.csv was not imported.")
    assert geo("history", "ucdp:1").returncode == 1


def test_a_files_sources_are_given_together_with_it(geo, tmp_path):
    event = {"id": "a", "description": "A clash", "date": "3/7/2025", "latitude": "", "longitude": "", "sources": ["s"]}
    (tmp_path / "site.json").write_text(json.dumps([event]), encoding="utf-8")
    (tmp_path / "sources.json").write_text(json.dumps({"s": {"id": "s", "paths": []}}), encoding="utf-8")
    done = geo("import", tmp_path / "sources.json", tmp_path / "site.json")
    assert "site, version 2: 1 rows; 1 added" in done.stdout
    assert "import sources.json together" not in done.stdout


def test_import_is_told_the_dataset_the_licence_and_the_format(geo, events):
    told = ["--dataset", "mine", "--licence", "CC0-1.0", "--format", "ucdp", "--json"]
    assert json.loads(geo("import", events((1, "3,3,3")), *told).stdout)["dataset"] == "mine"
    wrong = geo("import", events((1, "3,3,3")), "--dataset", "a:b")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (1, 1)
    assert geo("import").returncode == 2
    assert geo("import", events((1, "3,3,3")), "--column", "title").returncode == 2


def test_leads_are_kept_apart_listed_and_never_on_the_map(geo, tmp_path):
    feed = tmp_path / "20250308101500.export.CSV"
    feed.write_text(written(row(), row(id="2", day="20250309", event_code="20")), encoding="utf-8")
    assert "There are no leads" in geo("leads").stdout
    first, again = geo("import", feed), json.loads(geo("import", feed, "--json").stdout)
    assert first.stdout.splitlines()[-1] == "gdelt: 2 leads saved. Leads are not incidents, nor on the map."
    assert again == {"dataset": "gdelt", "rows": 2, "kept": 0, "problems": []}
    assert [lead["id"] for lead in json.loads(geo("leads", "--json").stdout)] == ["gdelt:2", "gdelt:1200000001"]
    assert geo("leads", "--limit", "1").stdout == (
        "2025-03-09  Mass violence (20)  Aleppo, Halab, Syria, settlement  12 mentions  https://news.example/aleppo\n"
    )
    assert len(geo("history").stdout.splitlines()) == 1
    assert geo("verify").returncode == 0


def test_whole_records_keep_their_dataset_and_licences(geo, tmp_path):
    path = tmp_path / "synthetic.parquet"
    geo("synth", path, "--rows", "20", "--seed", "1")
    for told in (("--dataset", "other"), ("--licence", "CC-BY-4.0")):
        refused = geo("import", path, *told)
        assert (refused.returncode, "keep their own dataset and licences" in refused.stderr) == (1, True)
    outcome = json.loads(geo("import", path, "--json").stdout)
    assert (outcome["dataset"], outcome["rows"], outcome["added"]) == ("synthetic", 20, 20)


def test_a_file_whose_name_is_no_utf_8_is_imported_or_refused_like_any_other(geo, tmp_path):
    name = os.fsdecode(b"caf\xe9.csv")
    (tmp_path / name).write_text("id,title,date,lon,lat\n1,A clash,2025-03-06,36.2,35.6\n", encoding="utf-8")
    done = geo("import", tmp_path / name, "--json", "--as-drafts")
    assert (done.returncode, done.stderr) == (0, "")
    outcome = json.loads(done.stdout)
    assert (outcome["added"], outcome["published"]) == (1, 0)
    assert f"Import of caf{REPLACED}.csv" in geo("history").stdout
    (tmp_path / name).write_text("nonsense", encoding="utf-8")
    refused = geo("import", tmp_path / name)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith(f"caf{REPLACED}.csv is not in a supported format")


def test_what_was_told_of_a_datasets_file_is_used_where_the_next_one_is_unclear(geo, tmp_path):
    header = "Ref,Headline,Came,X,Y\n"
    for name, day in (("one.csv", "03/07/2025"), ("two.csv", "03/08/2025")):
        (tmp_path / name).write_text(f"{header}{name},A clash at {name},{day},35.9,35.4\n", encoding="utf-8")
    told = [f"--column={pair}" for pair in ("id=Ref", "title=Headline", "date=Came", "lon=X", "lat=Y")]
    assert geo("import", tmp_path / "two.csv", "--dataset", "clashes").returncode == 1

    first = geo("import", tmp_path / "one.csv", "--dataset", "clashes", *told, "--dates", "month-first")
    assert (first.returncode, "taken as it was told" in first.stdout) == (0, False)

    second = geo("import", tmp_path / "two.csv", "--dataset", "clashes", "--part")
    assert (second.returncode, "taken as it was told" in second.stdout) == (0, True)
