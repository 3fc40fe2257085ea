"""Reading in a process of its own: the same incidents and sentences as here, and limits that hold."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import ten

from geo.errors import GeoError, UnclearDatesError, UnclearTableError
from geo.readers import registry as recognising
from geo.readers import sandbox as guarded
from geo.readers.columns.dates import Order
from geo.readers.sandbox import gdal as drivers

ROOT = Path(__file__).parents[3]

TABLE = "title,date,lon,lat\nقتلى قرب الحفة,2025-03-07,36.03,35.6\nA clash,soon,36.2,35.6\n"


@pytest.fixture
def file(tmp_path):
    def make(content, name="events.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def test_what_the_process_reads_is_what_would_be_read_here(file):
    path = file(TABLE)
    here, there = recognising.read(path), guarded.read(path)
    assert there.incidents.equals(here.incidents)
    assert [there.problems, there.reasons, there.rows] == [tuple(here.problems), here.reasons, here.rows]
    assert (there.dataset, there.licence, there.format) == (here.dataset, here.licence, here.format)


def test_the_file_is_called_as_the_user_calls_it(file):
    done = guarded.read(file(TABLE, "0f3a"), name="Field reports.csv")
    assert done.dataset == "field-reports"
    assert {source["title"] for sources in done.incidents["sources"].to_pylist() for source in sources} == {
        "field-reports"
    }
    with pytest.raises(GeoError, match=r"^Field reports\.csv was not imported\. It is empty\.$"):
        guarded.read(file(b"", "0f3a"), name="Field reports.csv")


def test_what_is_told_is_heeded(file):
    path = file("what,day,x,y\nShelling,03/07/2016,37.1,36.2\n")
    columns = {"title": "what", "date": "day", "lon": "x", "lat": "y"}
    done = guarded.read(path, columns=columns, dates=Order.MONTH, dataset="mine", licence="CC-BY-4.0")
    assert done.incidents["id"][0].as_py().startswith("mine:")
    assert (done.incidents["start"][0].as_py().isoformat(), done.licence) == ("2016-03-07", "CC-BY-4.0")


def test_what_is_unclear_is_said_as_here_with_what_can_be_chosen_from(file):
    with pytest.raises(UnclearTableError, match="which column has the title") as unclear:
        guarded.read(file("day,x,y\n2016-07-03,37.1,36.2\n"), columns={"date": "day"})
    assert (unclear.value.unclear, unclear.value.header) == (("title",), ("day", "x", "y"))
    with pytest.raises(UnclearDatesError, match="--dates day-first") as either:
        guarded.read(file("title,day,x,y\nShelling,03/07/2016,37.1,36.2\n"))
    assert either.value.column == "day"


def test_the_process_has_the_drivers_that_are_needed_and_no_other():
    script = "import pyogrio; print(*pyogrio.list_drivers(), sep=',')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, check=True, text=True, env=drivers.ENVIRONMENT
    )
    assert set(done.stdout.strip().split(",")) == drivers.READ


def test_geodata_is_read_elsewhere_whoever_asks(tmp_path):
    ten.frame().to_file(tmp_path / "a.gpkg", driver="GPKG", layer="incidents")
    ten.check(recognising.read(tmp_path / "a.gpkg", dataset="ten"), "ten")
    script = "import sys; from pathlib import Path; from geo.readers import registry\n"
    script += f"done = registry.read(Path({str(tmp_path / 'a.gpkg')!r}))\n"
    script += "print(done.rows, 'pyogrio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout == "10 False\n"


@pytest.mark.parametrize("reader", recognising.READERS, ids=lambda each: each.FORMAT)
def test_no_reader_calls_a_file_by_its_path(reader):
    source = Path(reader.__file__).read_text(encoding="utf-8")
    assert [line for line in source.splitlines() if "path.name" in line or "path.stem" in line] == []


def test_what_stands_in_a_name_stays_in_one_line(file):
    with pytest.raises(GeoError) as error:
        guarded.read(file(b""), name="a\n\x1b[31m\u202eb.csv")
    assert str(error.value) == "a\ufffd\ufffd[31m\ufffdb.csv was not imported. It is empty."


def test_many_at_once_are_all_read(file):
    path = file(TABLE)
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(lambda _: guarded.read(path).rows, range(4)))
    assert done == [2] * 4


def test_a_file_others_may_not_read_is_read_by_its_owner(file):
    path = file(TABLE)
    path.chmod(0o400)
    assert guarded.read(path).rows == 2
