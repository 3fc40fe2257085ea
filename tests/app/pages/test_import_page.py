"""The import page in process: what it asks, shows, refuses and writes."""

import csv
import io
import json
from hashlib import sha256

import pytest
from hostile import BEACONS, JINJA, STRINGS
from ucdp_rows import event, written

from geo.access import revoke
from geo.atlas import open_atlas
from geo.downloads import get_download
from geo.errors import StoreError
from geo.imports.answers import NONE, load_answers
from geo.imports.originals import file_of
from geo.incident import Problem
from geo.settings import Settings
from geo.ui.imports import cached_read as reading
from geo.ui.imports import preview
from geo.ui.imports.upload import Upload

UNSEEN = {0x2060: None, 0x2068: None, 0x2069: None, ord("\\"): None}
TABLE = """title,date,place,country
Clashes,2025-03-07,Jableh,SY
Strike,2025-03-08,Latakia,SY
Arrests,soon,Latakia,SY
"""
UNCLEAR = """Was ist passiert,Wann,Wo
Clashes,03/07/2025,Jableh
Strike,04/07/2025,Latakia
"""


@pytest.fixture(autouse=True)
def _no_file_is_left_from_another_test():
    reading.forget()


@pytest.fixture
def importing(page, editor):  # noqa: ARG001
    """Open the import page."""

    def opened_page():
        app = page()
        app.switch_page("screens/import.py").run()
        assert not app.exception
        return app

    return opened_page


@pytest.fixture
def given(importing):
    """Open the import page and hand a file in."""

    def opened_with(content, name="events.csv"):
        app = importing()
        hand_in(app, content, name)
        return app

    return opened_with


def hand_in(app, content, name="events.csv"):
    data = content if isinstance(content, bytes) else content.encode()
    app.file_uploader[0].set_value((name, data, "application/octet-stream")).run()
    assert not app.exception


def press(app, words):
    next(button for button in app.button if words in (button.key, button.label)).click().run()
    assert not app.exception


def said(app):
    shown = (*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success, *app.header)
    return " ".join(str(each.value) for each in shown).translate(UNSEEN)


def labels(app):
    return [button.label.translate(UNSEEN) for button in app.button]


def choose(app, **fields):
    for field, label in fields.items():
        box = app.selectbox(key=f"importing.column.{field}")
        box.set_value(str(box.options.index(label) - 1))


def upload(content):
    data = content.encode()
    return Upload("events.csv", sha256(data).hexdigest(), data)


def store():
    return open_atlas(Settings.from_env()).store


def imports():
    return Settings.from_env().imports


def test_a_reader_is_told_that_it_is_not_for_them_and_offered_no_field(page):
    app = page()
    app.switch_page("screens/import.py").run()
    assert "You can view this store but not import into it." in said(app)
    assert not app.file_uploader


def test_the_empty_page_says_what_can_be_handed_in_how_large_and_where_from(importing):
    app = importing()
    assert "up to 50 MB" in said(app)
    assert "UCDP GED" in said(app)
    assert "acleddata.com" in said(app)
    assert "You can check everything before it is imported." in said(app)


def test_a_file_is_recognised_with_reasons_and_what_it_would_change(given):
    app = given(written([event("1"), event("2", where_prec="4"), event("3", date_start="never")]), "ged.csv")
    words = said(app)
    assert "UCDP GED or Candidate events" in words
    assert "3 rows, 1 of them set aside" in words
    assert "CC-BY-4.0: everyone can see these incidents" in words
    assert "**2** new · **0** revised · **0** withdrawn · **0** unchanged" in words
    assert app.text_input(key="importing.dataset").value == "ucdp"
    assert "Import into ucdp: 2 new" in labels(app)
    assert store().head().version == 1


def test_the_table_says_what_when_where_how_well_known_and_how_many_died(given):
    words = said(given(written([event("1"), event("2", where_prec="4", best="0", low="0", high="0")])))
    assert "Syrian insurgents, Aleppo town" in words
    assert "2 Mar 2016" in words
    assert "known only to the province" in words
    assert "3 (2-5)" in words


def test_pressing_the_button_imports_just_that_and_says_so(given):
    app = given(TABLE)
    press(app, "importing-confirm")
    act = store().acts()[-1]
    assert (act.version, act.author, act.tool) == (2, "local", "geo import")
    assert act.reason == "Import of events.csv: 2 new, 0 revised, 0 withdrawn"
    words = said(app)
    assert "events.csv was imported into events. The store is now at version 2." in words
    assert "**2** new" in words
    assert "History** Import of events.csv" in words
    assert "is not a supported date" in words
    (way,) = [each for each in app.get("page_link") if each.proto.label == "Show them on the map"]
    assert way.proto.query_string == "dataset=events"


def test_what_was_set_aside_is_said_in_the_readers_language_before_and_after_the_import(page, editor):  # noqa: ARG001
    app = page("lang=ar")
    app.switch_page("screens/import.py").run()
    hand_in(app, TABLE)
    assert "ليس تاريخًا مدعومًا" in said(app)
    press(app, "importing-confirm")
    assert "ليس تاريخًا مدعومًا" in said(app)


def test_a_file_that_cannot_be_read_is_refused_in_the_readers_language(page, editor):  # noqa: ARG001
    app = page("lang=ar")
    app.switch_page("screens/import.py").run()
    hand_in(app, "")
    assert "لم يُستورد events.csv. فارغ." in said(app).replace("\\", "")


def test_the_file_is_kept_as_it_came_with_who_brought_it(given):
    app = given(TABLE)
    digest = upload(TABLE).sha256
    assert file_of(imports(), digest) is None
    press(app, "importing-confirm")
    assert file_of(imports(), digest).read_text() == TABLE
    told = json.loads((imports() / "files" / digest / "2-events.json").read_text())
    assert (told["name"], told["by"], told["rows"], told["version"]) == ("events.csv", "local", 3, 2)


def test_the_next_file_begins_anew(given):
    app = given(TABLE)
    press(app, "importing-confirm")
    press(app, "importing-another")
    assert "Supported formats" in said(app)
    hand_in(app, written([event("1")]), "ged.csv")
    assert app.text_input(key="importing.dataset").value == "ucdp"


def test_a_newer_edition_revises_and_withdraws_and_says_so_before_it_does(given):
    app = given(written([event(str(i)) for i in range(1, 5)]), "ged.csv")
    press(app, "importing-confirm")
    press(app, "importing-another")
    hand_in(app, written([event("1", best="4"), event("2"), event("3"), event("9")]), "newer.csv")
    assert "**1** new · **1** revised · **1** withdrawn, and kept in the history · **2** unchanged" in said(app)
    press(app, "importing-confirm")
    assert store().record("ucdp:4").workflow == "withdrawn"
    assert store().record("ucdp:1").deaths_best == 4


def test_the_same_file_again_would_change_nothing_and_offers_no_button(given):
    app = given(TABLE)
    press(app, "importing-confirm")
    press(app, "importing-another")
    hand_in(app, TABLE)
    assert "the store already has all of these incidents" in said(app)
    assert not [label for label in labels(app) if label.startswith("Import into")]


def test_a_file_that_would_withdraw_much_is_asked_about_first(given):
    app = given(written([event(str(i)) for i in range(1, 31)]), "ged.csv")
    press(app, "importing-confirm")
    press(app, "importing-another")
    hand_in(app, written([event("1"), event("31")]), "part.csv")
    assert "29 of the 30 incidents of this dataset in the store are not in the file" in said(app)
    assert not [label for label in labels(app) if label.startswith("Import into")]
    app.radio(key="importing.edition").set_value("part").run()
    assert "**1** new · **0** revised · **0** withdrawn" in said(app)
    app.radio(key="importing.edition").set_value("whole").run()
    assert "**1** new · **0** revised · **29** withdrawn" in said(app)
    app.radio(key="importing.edition").set_value("part").run()
    press(app, "importing-confirm")
    assert store().record("ucdp:30").workflow == "published"
    assert store().record("ucdp:31") is not None


def test_another_name_for_the_dataset_is_its_own(given):
    app = given(TABLE)
    app.text_input(key="importing.dataset").set_value("field-notes").run()
    assert "Import into field-notes: 2 new" in labels(app)
    press(app, "importing-confirm")
    assert set(store().rows(columns=["dataset"])["dataset"].to_pylist()) == {"seeds", "field-notes"}


@pytest.mark.parametrize("name", ["../up", "![](http://beacon.example/1.png)"])
def test_a_name_no_dataset_can_have_is_said_and_stays_to_be_mended(given, name):
    app = given(TABLE)
    app.text_input(key="importing.dataset").set_value(name).run()
    assert "cannot be used as the name of a dataset" in app.error[0].value
    assert app.text_input(key="importing.dataset").value == name
    app.text_input(key="importing.dataset").set_value("mended").run()
    assert "Import into mended: 2 new" in labels(app)


def test_a_licence_is_asked_for_where_the_file_states_none(given):
    app = given(TABLE)
    assert app.selectbox(key="importing.licence").value == "not stated"
    app.selectbox(key="importing.licence").set_value("CC-BY-4.0").run()
    press(app, "importing-confirm")
    rows = store().rows(after=1, columns=["sources"])["sources"].to_pylist()
    assert {source["licence"] for sources in rows for source in sources} == {"CC-BY-4.0"}


def test_columns_that_are_unclear_are_asked_for_and_the_answer_read(given):
    app = given(UNCLEAR)
    assert "No column was recognised for what happened, when and where." in said(app)
    assert app.selectbox(key="importing.column.title").options == ["No column", "Was ist passiert", "Wann", "Wo"]
    choose(app, title="Was ist passiert", date="Wann", place="Wo")
    press(app, "Use these columns")
    assert "can be read in two ways" in said(app)
    assert [option.translate(UNSEEN) for option in app.radio(key="importing.order").options] == [
        "Day first: 03/07/2025 is 3 Jul 2025",
        "Month first: 03/07/2025 is 7 Mar 2025",
    ]
    app.radio(key="importing.order").set_value("month-first")
    press(app, "Use this order")
    assert "**2** new" in said(app)
    assert "7 Mar 2025" in said(app)
    press(app, "importing-confirm")
    assert str(store().rows(after=1, columns=["start"])["start"].to_pylist()[0])[:7] == "2025-03"


def test_what_was_told_is_offered_for_the_next_file_of_the_dataset(given):
    app = given(UNCLEAR)
    choose(app, title="Was ist passiert", date="Wann", place="Wo")
    press(app, "Use these columns")
    app.radio(key="importing.order").set_value("month-first")
    press(app, "Use this order")
    assert load_answers(imports(), "events") == NONE
    press(app, "importing-confirm")
    press(app, "importing-another")
    hand_in(app, UNCLEAR.replace("Strike", "Air strike"))
    assert app.selectbox(key="importing.column.title").value == "0"
    assert said(app).count("Same as in the dataset's last file.") == 3
    press(app, "Use these columns")
    assert app.radio(key="importing.order").value == "month-first"
    press(app, "Use this order")
    assert "**1** new" in said(app)


def test_an_answer_can_be_taken_back_and_is_there_to_be_mended(given):
    app = given(UNCLEAR)
    choose(app, title="Wo", date="Wann", place="Was ist passiert")
    press(app, "Use these columns")
    app.radio(key="importing.order").set_value("day-first")
    press(app, "Use this order")
    press(app, "Choose columns and dates again")
    assert [app.selectbox(key=f"importing.column.{field}").value for field in ("title", "place")] == ["2", "0"]
    choose(app, title="Was ist passiert", place="Wo")
    press(app, "Use these columns")
    app.radio(key="importing.order").set_value("day-first")
    press(app, "Use this order")
    assert "place is the column 'Wo', as told." in said(app)


def test_an_answer_that_is_not_enough_is_kept_and_asked_for_again(given):
    app = given(UNCLEAR)
    choose(app, title="Was ist passiert")
    press(app, "Use these columns")
    assert "No column was recognised for when and where." in said(app)
    assert app.selectbox(key="importing.column.title").value == "0"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "It is empty."),
        (b"%PDF-1.7", "It is a PDF"),
        (b"\x00\x01\x02", "NUL"),
        (b"a,b\n", "No column was"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_in_one_sentence_and_nothing_is_imported(given, content, reason):
    app = given(content, "bad.csv")
    assert reason in said(app)
    assert store().head().version == 1
    assert not (imports() / "files").exists()


def test_another_file_forgets_what_was_told_of_the_last(given):
    app = given(TABLE)
    app.text_input(key="importing.dataset").set_value("field-notes").run()
    hand_in(app, written([event("1")]), "ged.csv")
    assert app.text_input(key="importing.dataset").value == "ucdp"


def test_an_act_that_fails_leaves_store_and_folder_as_they_were_and_the_file_on_the_page(given, monkeypatch):
    app = given(TABLE)
    app.text_input(key="importing.dataset").set_value("field-notes").run()

    def full(*_, **__):
        raise StoreError("The disk is full.")  # noqa: TRY003 - what a store would say

    monkeypatch.setattr("geo.store.store.Store.append_rows", full)
    press(app, "importing-confirm")
    assert "The disk is full. The store was not changed, and the file is still here." in said(app)
    assert app.text_input(key="importing.dataset").value == "field-notes"
    assert file_of(imports(), upload(TABLE).sha256) is None
    monkeypatch.undo()


def test_whoever_lost_the_right_after_looking_imports_nothing(given):
    app = given(TABLE)
    revoke(Settings.from_env().secret)
    button = next(each for each in app.button if each.key == "importing-confirm")
    button.click().run()
    assert store().head().version == 1
    assert "You can view this store but not import into it." in said(app)


def downloaded(app):
    (way,) = [each for each in app.get("link_button") if "Download" in each.proto.label]
    return get_download(way.proto.url.rpartition("/")[2])


def test_all_problems_can_be_downloaded_not_only_those_shown(given):
    rows = "".join(f"Clashes,soon {i},Jableh,SY\n" for i in range(60))
    app = given(f"title,date,place,country\nClashes,2025-03-07,Jableh,SY\n{rows}")
    assert "The first 50 of 60." in said(app)
    sheet = list(csv.reader(io.StringIO(downloaded(app).content.decode("utf-8-sig"))))
    assert (len(sheet), sheet[0], sheet[60][:3]) == (61, ["Row", "Field", "Value", "Why"], ["61", "date", "soon 59"])


FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "=cmd|'/C calc'!A0", "-1+1", '=HYPERLINK("x")', "+1+1", "@SUM(1;1)")


@pytest.mark.parametrize("start", FORMULAS)
def test_no_cell_of_the_download_begins_a_formula(start):
    sheet = preview.as_csv([Problem(1, f"{start}field", f"{start}message", f"{start}1+1")]).decode("utf-8-sig")
    _, row = csv.reader(io.StringIO(sheet, newline=""))
    assert [cell[:1] for cell in row[1:]] == ["'"] * 3
    assert row[2] == f"'{start}1+1"


@pytest.mark.parametrize("number", ["-12", "+3.5", "1445", "-0,5"])
def test_a_number_stays_a_number_in_the_download(number):
    sheet = preview.as_csv([Problem(1, "deaths", "is not a number", number)]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(sheet)))[1][2] == number


HOSTILE = [text for text in (*STRINGS[::83], *JINJA[::11], *BEACONS[::9]) if text.strip()]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_columns_and_cells_are_shown_as_written(given, text):
    sheet = io.StringIO()
    csv.writer(sheet).writerows([[text, "Wann", text], [text, text, text]])
    app = given(sheet.getvalue().encode("utf-8", errors="replace"), f"{text[:200]}.csv")
    assert not app.exception
    for each in (*app.markdown, *app.warning, *app.error, *app.caption):
        assert "](" not in each.value.replace("\\]\\(", "")
        assert "<" not in each.value.replace("\\<", "")
