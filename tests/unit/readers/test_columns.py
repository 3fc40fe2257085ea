"""Columns that could both be meant are asked about, and a file's name is no part of what it says."""

import pytest

from geo.errors import UnclearTableError
from geo.readers import registry as recognising
from geo.text.header import NO_COLUMN

ROWS = {
    "deaths": ("id,date,title,lat,lon,Deaths,deaths", "1,2024-03-07,a,36.2,37.1,5,7"),
    "source": ("id,date,title,lat,lon,source,Source", "1,2024-03-07,a,36.2,37.1,SOHR,SNHR"),
    "id": ("ID,id,date,title,lat,lon", "1,A1,2024-03-07,a,36.2,37.1"),
    "title": ("id,date,title,Title,lat,lon", "1,2024-03-07,a,b,36.2,37.1"),
    "actors": ("id,date,title,lat,lon,actors,actors", "1,2024-03-07,a,36.2,37.1,Syrian army,Syrian army"),
}


def csv(tmp_path, field):
    path = tmp_path / "a.csv"
    path.write_text("\n".join(ROWS[field]) + "\n")
    return path


@pytest.mark.parametrize("field", ROWS)
def test_columns_of_one_name_in_whatever_case_are_asked_about(tmp_path, field):
    with pytest.raises(UnclearTableError) as asked:
        recognising.read(csv(tmp_path, field))
    assert asked.value.unclear == (field,)
    assert len(set(asked.value.header)) == len(asked.value.header)


def test_each_of_them_can_be_told_and_so_can_none(tmp_path):
    def deaths(column, field="deaths"):
        (found,) = recognising.read(csv(tmp_path, field), columns={field: column}).incidents.to_pylist()
        return found

    assert [deaths(name)["deaths_best"] for name in ("Deaths", "deaths", NO_COLUMN)] == [5, 7, None]
    assert [actor["name"] for actor in deaths("actors (2)", "actors")["actors"]] == ["Syrian army"]


def test_a_files_name_is_no_part_of_a_record(tmp_path):
    path = csv(tmp_path, "deaths")
    copy = path.rename(tmp_path / "week2.csv")
    path.write_bytes(copy.read_bytes())
    told = {"dataset": "d", "columns": {"deaths": "deaths"}}
    assert recognising.read(path, **told).incidents.equals(recognising.read(copy, **told).incidents)
