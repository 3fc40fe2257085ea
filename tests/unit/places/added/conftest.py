"""Small dumps and tables, written by hand."""

import pytest

from geo.access import LOCAL
from geo.places.gazetteer.added.add_gazetteer import add as add_file

# In no shipped gazetteer.
VILLAGE = {
    "id": 9100001,
    "name": "Bayt al ‘Īnīyah",  # noqa: RUF001 - as GeoNames spells
    "ascii": "Bayt al `Iniyah",
    "others": "بيت العينية,Beit al-Ainiya",
    "lat": "35.60",
    "lon": "36.05",
}


def dump_line(**told):
    row = {"class": "P", "code": "PPL", "country": "SY", "population": "0"} | VILLAGE | told
    empty = ("",) * 5
    cells = [row[key] for key in ("id", "name", "ascii", "others", "lat", "lon", "class", "code", "country")]
    return "\t".join(map(str, [*cells, *empty, row["population"], "", "420", "Asia/Damascus", "2019-03-02"]))


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "gazetteers"


@pytest.fixture
def add(tmp_path, shelf):
    """Adds text or bytes as a file of that name."""

    def write_and_add(content, file="SY.txt", **told):
        path = tmp_path / file
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return add_file(shelf, path, LOCAL, **told)

    return write_and_add


@pytest.fixture
def add_dump(add):
    """Adds a dump of lines that differ from the village's in what is told."""

    def write_and_add(*lines, **told):
        return add("".join(f"{dump_line(**line)}\n" for line in lines), **told)

    return write_and_add
