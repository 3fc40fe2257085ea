"""What must hold of whatever a file holds: it is read, and adds up, or is refused in one sentence."""

from pathlib import Path

from geo.errors import GeoError
from geo.incident import from_table
from geo.readers.result import Read
from geo.readers.sniff import read_opening


def read_or_refused(reader, path: Path) -> Read | None:
    """What was read, after a look whether it adds up; None where the file was refused in one sentence."""
    try:
        done = reader.read(read_opening(path))
    except GeoError as error:
        refused = str(error)
    else:
        adds_up(done)
        return done
    assert refused.startswith(f"{path.name} was not imported. ")
    assert refused.isprintable()
    return None


def adds_up(done: Read) -> None:
    """Every row went in or is named, each id stands once, and no position or date is one that cannot be."""
    done.incidents.validate(full=True)
    ids = done.incidents["id"].to_pylist()
    assert len(set(ids)) == len(ids) <= done.rows
    assert done.rows - len(ids) <= len({problem.row for problem in done.problems} - {None})
    for each in from_table(done.incidents):
        assert (each.lon is None) == (each.lat is None)
        assert (each.lon, each.lat) != (0, 0)
        assert each.lon is None or (abs(each.lon) <= 180 and abs(each.lat) <= 90)
        assert not (each.start and each.end) or each.start <= each.end
