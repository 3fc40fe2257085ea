"""Which reader reads a file: told by what is in it, and never by what it is called."""

import codecs
import zipfile

import pytest

from geo.errors import (
    DatasetNameError,
    GeoError,
    UnknownFormatError,
    UnreadableFileError,
    UnreadableImportError,
)
from geo.readers.columns.dates import Order
from geo.readers.registry import READERS, read, recognise
from geo.readers.sniff import read_opening
from geo.readers.table import table_reader
from geo.readers.ucdp import events as ucdp

UCDP = ",".join(ucdp.NEEDED)
EVENT = "101,1,Us,Them,1,36.20,37.16,Syria,1,2016-03-02,2016-03-02,3,3,3"
ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,country,admin1,location,latitude,"
    "longitude,geo_precision,source,fatalities"
)


@pytest.fixture
def file(tmp_path):
    def make(content, name="events.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


@pytest.mark.parametrize(
    ("header", "format_"),
    [
        (UCDP, "ucdp"),
        (UCDP.upper(), "ucdp"),
        (",".join(reversed(ucdp.NEEDED)), "ucdp"),
        (ACLED, "acled"),
        ("title,date,lon,lat", "table"),
        ('{"type": "FeatureCollection", "features": []}', "geojson"),
    ],
)
def test_a_file_is_known_by_its_first_line_and_the_reason_is_said(file, header, format_):
    for name in ("events.csv", "events.geojson", "events"):
        reader, reason = recognise(read_opening(file(header, name)))
        assert (reader.FORMAT, reason[-1]) == (format_, ".")


def test_every_reader_has_a_name_of_its_own():
    assert len({reader.FORMAT for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_columns_are_separated_by_what_the_header_shows(file, between):
    done = read(file(f"{UCDP}\n{EVENT}\n".replace(",", between)))
    assert done.incidents["id"].to_pylist() == ["ucdp:101"]


@pytest.mark.parametrize(
    "encoded",
    [
        f"{UCDP}\n{EVENT}\n".encode(),
        f"{UCDP}\r\n{EVENT}\r\n".encode("utf-8-sig"),
        f"{UCDP}\n{EVENT}\n".encode("utf-16"),
        codecs.BOM_UTF16_BE + f"{UCDP}\n{EVENT}\n".encode("utf-16-be"),
    ],
    ids=["UTF-8", "UTF-8 with a mark", "UTF-16", "UTF-16, the other way round"],
)
def test_encodings_are_known_by_their_mark(file, encoded):
    (title,) = read(file(encoded)).incidents["title"].to_pylist()
    assert title.startswith("Us \N{EN DASH} Them")


def test_the_one_table_in_a_zip_is_read(tmp_path):
    packed = tmp_path / "ged-csv.zip"
    with zipfile.ZipFile(packed, "w") as into:
        into.writestr("GEDEvent.csv", f"{UCDP}\n{EVENT}\n")
    assert read(packed).rows == 1


def test_what_no_reader_knows_is_refused_with_what_is_read(file):
    with pytest.raises(UnreadableFileError) as error:
        read(file("Dear all,\n\nplease find attached nothing.\n".replace(",", "")))
    for reader in READERS:
        assert reader.READS in str(error.value)


LIES = {
    "empty": (b"", "It is empty."),
    "blank": (b"\n \n", "It is empty."),
    "a header alone": (f"{UCDP}\n".encode(), "It has no rows below the header."),
    "in another encoding": ("title,date\nBébé,2016-01-01\n".encode("latin-1"), "Line 2 is not UTF-8."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "Line 1 is not UTF-8."),
    "zeros": (bytes(1_000), "It is not text: it contains NUL characters."),
    "UTF-16 without a mark": ("title,date\n".encode("utf-16-le"), "It is not text: it contains NUL characters."),
    "packed": (b"\x1f\x8b\x08\x00", "It is packed with gzip."),
    "a PDF": (b"%PDF-1.7\n", "It is a PDF."),
    "a damaged zip": (b"PK\x03\x04 and nothing more", "The zip is damaged."),
    "broken off in a character": (f"{UCDP}\n{EVENT}\n".encode() + b"\xc3", "is not UTF-8"),
    "text that turns to bytes": (f"{UCDP}\n".encode() + f"{EVENT}\n".encode() * 2_000 + b"\xff\xfe\n", "is not UTF-8"),
}


@pytest.mark.parametrize(("content", "said"), LIES.values(), ids=LIES)
def test_a_file_that_is_not_what_it_is_called_is_one_sentence(file, content, said):
    with pytest.raises(UnreadableImportError) as error:
        read(file(content))
    assert str(error.value).startswith("events.csv was not imported. ")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_folder_and_a_missing_file_are_said(tmp_path):
    with pytest.raises(UnreadableImportError, match="It is a folder"):
        read(tmp_path)
    with pytest.raises(UnreadableImportError, match="There is no such file"):
        read(tmp_path / "none.csv")


def test_a_gigabyte_of_nothing_is_refused_after_a_look(tmp_path):
    hollow = tmp_path / "events.csv"
    with hollow.open("wb") as hole:
        hole.truncate(1 << 40)
    with pytest.raises(UnreadableImportError, match="NUL"):
        read(hollow)


def test_a_format_is_as_told(file):
    done = read(file(f"{UCDP}\n{EVENT}\n"), "ucdp")
    assert done.format == "ucdp"
    with pytest.raises(UnknownFormatError, match="there are ucdp, acled"):
        read(file(f"{UCDP}\n{EVENT}\n"), "spreadsheet")
    with pytest.raises(UnreadableImportError, match="UCDP columns are missing"):
        read(file("title,date\nA,2016-01-01\n"), "ucdp")


def test_a_file_whose_columns_are_told_is_read_by_a_reader_that_can_be_told(file):
    content = "what,day,x,y\nShelling,03/07/2016,37.1,36.2\n"
    done = read(file(content), columns={"title": "what", "date": "day", "lon": "x", "lat": "y"}, dates=Order.DAY)
    assert done.format == table_reader.FORMAT
    with pytest.raises(
        UnknownFormatError, match=f"there are {', '.join(reader.FORMAT for reader in READERS if reader.TRAITS.told)}"
    ):
        read(file(content), "ucdp", columns={"title": "what"})


@pytest.mark.parametrize("name", ["", "UCDP", "a:b", "-a", "../up", "a b", "a" * 61])
def test_a_dataset_needs_a_plain_name(file, name):
    with pytest.raises(DatasetNameError):
        read(file(f"{UCDP}\n{EVENT}\n"), dataset=name)


@pytest.mark.parametrize("name", ["a", "ged-26-1", "2016"])
def test_a_plain_name_will_do(file, name):
    assert read(file(f"{UCDP}\n{EVENT}\n"), dataset=name).dataset == name


def test_all_that_can_go_wrong_is_for_the_user_to_mend():
    assert issubclass(UnreadableImportError, GeoError)
    assert issubclass(DatasetNameError, GeoError)
