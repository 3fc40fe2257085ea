"""Files of every kind: read, or refused with one sentence."""

import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.access import LOCAL
from geo.errors import GeoError, UnreadableGazetteerError
from geo.places.gazetteer.added import storage as shelves
from geo.places.gazetteer.added.add_gazetteer import add as add_file
from geo.places.gazetteer.added.lookup import Added

from .conftest import dump_line

TABLE = "name,lon,lat\nTall Zahr,36.2,35.1\nتل أبيض,36.3,35.2\n"


@pytest.fixture
def zipped(tmp_path):
    def write(file="SY.zip", **members):
        with zipfile.ZipFile(tmp_path / file, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in members.items():
                packed.writestr(name, content)
        return tmp_path / file

    return write


def test_a_dump_comes_in_its_zip_with_a_readme(zipped, shelf):
    file = zipped(**{"readme.txt": "This work is licensed …", "SY.txt": dump_line() + "\n"})
    addition = add_file(shelf, file, LOCAL)
    assert (addition.gazetteer.name, addition.gazetteer.source, addition.gazetteer.rows) == ("sy", "SY.zip", 1)


def test_the_content_decides_and_not_the_name(zipped, shelf):
    assert (
        add_file(shelf, zipped("villages.csv", **{"SY.txt": dump_line()}), LOCAL, name="a").gazetteer.licence
        == "CC-BY-4.0"
    )
    assert add_file(shelf, zipped("SY.txt", **{"x.csv": TABLE}), LOCAL, name="b").gazetteer.rows == 2


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({}, "it holds none"),
        ({"a.pdf": "x"}, "it holds none"),
        ({"a.txt": "x", "b.txt": "y"}, "it holds a.txt, b.txt"),
        ({"../../a.txt": TABLE}, "refers to a file outside itself"),
        ({"/etc/a.txt": TABLE}, "refers to a file outside itself"),
        ({"a.txt": "0" * 20_000_000}, "would unpack to 20,000,000 bytes"),
        ({"a.txt": ""}, "needs a header"),
    ],
)
def test_a_zip_that_is_unsafe_or_unclear_is_refused_before_it_is_unpacked(zipped, shelf, members, reason):
    with pytest.raises(UnreadableGazetteerError, match=reason):
        add_file(shelf, zipped(**members), LOCAL)
    assert not shelf.exists()


@pytest.mark.parametrize(("flag", "packing", "reason"), [(1, 8, "encrypted"), (0, 12, "packed in a way")])
def test_a_zip_we_cannot_unpack_is_refused(zipped, shelf, flag, packing, reason):
    file = zipped(**{"a.txt": TABLE})
    content = bytearray(file.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8], content[at + 10] = flag, packing
    file.write_bytes(content)
    with pytest.raises(UnreadableGazetteerError, match=reason):
        add_file(shelf, file, LOCAL)


def test_a_zip_damaged_anywhere_is_refused_with_a_sentence(zipped, shelf):
    file = zipped(**{"SY.txt": "\n".join(dump_line(id=number) for number in range(500))})
    whole = file.read_bytes()
    for at in range(0, len(whole), 97):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            assert add_file(shelf, file, LOCAL).gazetteer.rows == 500  # a date or the like
        except GeoError as error:
            assert str(error).startswith("SY.zip was not added.")  # noqa: PT017 - not every damage is one
        file.write_bytes(whole[:at])
        with pytest.raises(UnreadableGazetteerError):
            add_file(shelf, file, LOCAL)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_is_read_in_utf_8_and_in_utf_16_with_its_mark(add, shelf, encoding):
    assert add(TABLE.encode(encoding), "mine.csv").problems == ()
    assert [place.name for place in Added.open(shelf).find_by_name("تل ابيض")] == ["تل أبيض"]


def test_a_large_text_in_utf_16_is_read_whole(add):
    rows = "".join(f"قرية {number},36.2,35.1\n" for number in range(40_000))
    assert add(("name,lon,lat\n" + rows).encode("utf-16"), "mine.csv").gazetteer.rows == 40_000


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (TABLE.encode("cp1256"), r"Byte 34, in line 3, is not UTF-8. Save it as UTF-8"),
        (b"a" * 1_048_575 + "é".encode() + b"\n\xe9", r"Byte 1,048,579, in line 2, is not UTF-8"),
        (TABLE.encode() + b"\xe2\x82", r"is not UTF-8"),
        (TABLE.encode("utf-16-le"), r"is not UTF-8|NUL"),
        (TABLE.encode("utf-16") + b"x", r"is not UTF-16"),
        ("name,lon,lat\n".encode("utf-32-le"), r"NUL"),
        (b"", r"It is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", r"Byte 1, in line 1, is not UTF-8"),
    ],
)
def test_text_in_another_encoding_is_refused_and_never_guessed(add, shelf, content, reason):
    with pytest.raises(UnreadableGazetteerError, match=reason):
        add(content, "mine.csv")
    assert not shelf.exists()


def test_what_is_no_file_is_refused(tmp_path, shelf):
    os.mkfifo(tmp_path / "pipe.csv")
    for name, reason in (("none.csv", "There is no such file"), (".", "It is a folder"), ("pipe.csv", "no such file")):
        with pytest.raises(UnreadableGazetteerError, match=reason):
            add_file(shelf, tmp_path / name, LOCAL, name="mine")


def test_a_row_longer_than_we_read_is_refused(add):
    with pytest.raises(UnreadableGazetteerError, match="It cannot be split into rows"):
        add("name,lon,lat\n" + "x" * 20_000_000 + ",36.2,35.1\n", "mine.csv")


cell = st.text(max_size=8) | st.sampled_from(
    ["36.2", "35,1", "nan", "", '"', "SY", "الاسم", "name", "lon", "lat", "-1e9"]
)
row = st.lists(cell, max_size=6)
table = st.builds(
    lambda between, rows: (
        "name,lon,lat,population,radius_m".replace(",", between) + "\n" + "\n".join(map(between.join, rows))
    ),
    st.sampled_from(",;\t|"),
    st.lists(row, max_size=8),
)
dump = st.builds(
    lambda changes: "\n".join(dump_line(**change) for change in changes),
    st.lists(
        st.dictionaries(st.sampled_from(["id", "name", "others", "lat", "lon", "class", "country"]), cell), max_size=5
    ),
)
ANYTHING = st.binary(max_size=300) | st.one_of(st.text(max_size=300), table, dump).map(
    lambda text: text.encode(errors="replace")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10 * settings.default.max_examples)
@given(content=ANYTHING | ANYTHING.map(lambda content: b"PK\x03\x04" + content))
def test_no_file_at_all_raises_anything_but_a_sentence(content, tmp_path, shelf):
    file = tmp_path / "mine.csv"
    file.write_bytes(content)
    try:
        addition = add_file(shelf, file, LOCAL)
    except GeoError as error:
        assert str(error).startswith("mine.csv was not added. ")  # noqa: PT017 - which of them it is may vary
        return
    assert addition.gazetteer in shelves.list_gazetteers(shelf)
    found = Added.open(shelf)
    assert found.find_by_id(found.gazetteers[0][1].line(0)["place_id"]).lon is not None
    shelves.delete_gazetteer(shelf, "mine", LOCAL)
