"""Files of geodata: the same ten incidents from each format, what they say of themselves, and files that lie."""

import dataclasses
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
import ten

from geo.errors import GeoError, UnclearTableError, UnreadableFileError, UnreadableImportError
from geo.readers import registry as recognising
from geo.readers.geodata import flatgeobuf, geopackage, geoparquet, kml, shapefile
from geo.readers.sniff import read_opening

# What GDAL says of names and of damage: in a guarded process nobody hears it.
pytestmark = [pytest.mark.filterwarnings("ignore::RuntimeWarning"), pytest.mark.filterwarnings("ignore:Column names")]

# Read in this process: that is the test's to risk. What reads in the other is in test_guarded and test_hostile.
HERE = {reader.FORMAT: reader for reader in (geopackage, flatgeobuf, kml, shapefile, geoparquet)}


def read(path, **told):
    return recognising.read(path, here=True, **told)


def written(frame, **options):
    """A file as GDAL writes it; on disk it would not write one whose name does not end as it likes."""
    into = io.BytesIO()
    frame.to_file(into, **options)
    return into.getvalue()


def as_geopackage(frame, path):
    path.write_bytes(written(frame, driver="GPKG", layer="incidents"))


def as_flatgeobuf(frame, path):
    path.write_bytes(written(frame, driver="FlatGeobuf", SPATIAL_INDEX="NO"))


def as_kml(frame, path):
    path.write_bytes(written(frame, driver="LIBKML"))


def as_kmz(frame, path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("images/flag.png", b"\x89PNG")
        packed.writestr("doc.kml", written(frame, driver="LIBKML"))


def as_parquet(frame, path):
    frame.to_parquet(path)


WRITERS = {
    "geopackage": as_geopackage,
    "flatgeobuf": as_flatgeobuf,
    "kml": as_kml,
    "kmz": as_kmz,
    "geoparquet": as_parquet,
}


def shape_zip(frame, path, *, encoding="utf-8", without=()):
    """A shapefile of features of one kind, in a zip."""
    folder = path.parent / f"{path.stem}-parts"
    folder.mkdir()
    frame.to_file(folder / "Incidents.shp", encoding=encoding)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for part in sorted(folder.iterdir()):
            if part.suffix not in without:
                packed.write(part, f"field/{part.name}")
    return path


@pytest.mark.parametrize("format_", WRITERS)
def test_ten_incidents_come_back_from_every_format_whatever_the_file_is_called(tmp_path, format_):
    path = tmp_path / "events.csv"
    WRITERS[format_](ten.frame(), path)
    done = read(path, dataset="ten")
    assert done.format == format_.replace("kmz", "kml")
    ten.check(done, "ten")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_ten_incidents_come_back_from_shapefiles_of_points_lines_and_areas(tmp_path, encoding):
    frame = ten.frame()
    kinds = {"points": frame.geom_type.isin(["Point", None]), "lines": frame.geom_type == "LineString"}
    kinds["areas"] = frame.geom_type == "Polygon"
    reads = [
        read(shape_zip(frame[rows], tmp_path / f"{kind}.zip", encoding=encoding), dataset="ten")
        for kind, rows in kinds.items()
    ]
    together = dataclasses.replace(
        reads[0],
        incidents=pa.concat_tables(each.incidents for each in reads),
        problems=[problem for each in reads for problem in each.problems],
    )
    ten.check(together, "ten", shaped=False)
    assert "'descriptio' was taken for 'description'." in reads[0].reasons


@pytest.mark.parametrize("reader", HERE.values(), ids=HERE)
def test_a_reader_knows_its_own_and_no_other(tmp_path, reader):
    writers = {**WRITERS, "shapefile": lambda frame, path: shape_zip(frame[:2], path)}
    fitting = set()
    for format_, write in writers.items():
        path = tmp_path / f"{format_}.bin"
        write(ten.frame(), path)
        if reader.fits(read_opening(path)):
            fitting.add(format_)
    assert fitting == ({"kml", "kmz"} if reader is kml else {reader.FORMAT})


PROJECTED = gpd.GeoDataFrame(
    {"title": ["A clash"], "date": ["2025-03-06"]}, geometry=[shapely.Point(36.2, 35.6)], crs="EPSG:4326"
)


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:32637"])
@pytest.mark.parametrize("format_", ["geopackage", "flatgeobuf", "geoparquet", "shapefile"])
def test_positions_in_another_system_are_turned_and_that_is_said(tmp_path, format_, crs):
    path = tmp_path / "a.bin"
    write = {**WRITERS, "shapefile": shape_zip}[format_]
    write(PROJECTED.to_crs(crs), path)
    done = read(path)
    (row,) = done.incidents.to_pylist()
    assert (row["lon"], row["lat"]) == pytest.approx((36.2, 35.6), abs=1e-7)
    assert any("into WGS 84" in reason for reason in done.reasons)


def test_how_exactly_another_datum_can_be_turned_is_said(tmp_path):
    as_geopackage(PROJECTED.to_crs("EPSG:22770"), tmp_path / "syria.gpkg")
    done = read(tmp_path / "syria.gpkg")
    assert "Its positions were turned from Deir ez Zor / Syria Lambert into WGS 84, to within 5 m." in done.reasons


def test_a_datum_nobody_can_turn_is_refused_rather_than_taken_for_another(tmp_path):
    as_geopackage(PROJECTED.set_crs("EPSG:22700", allow_override=True), tmp_path / "levant.gpkg")
    with pytest.raises(UnreadableImportError, match="cannot be converted to WGS 84"):
        read(tmp_path / "levant.gpkg")


@pytest.mark.filterwarnings("ignore:'crs' was not provided")
@pytest.mark.parametrize("format_", ["geopackage", "flatgeobuf", "geoparquet"])
def test_a_file_that_does_not_say_its_coordinate_system_is_refused(tmp_path, format_):
    path = tmp_path / "a.bin"
    WRITERS[format_](PROJECTED.set_crs(None, allow_override=True), path)
    with pytest.raises(UnreadableImportError, match="does not state the coordinate system"):
        read(path)


def test_a_shapefile_without_its_system_is_refused_with_what_is_missing(tmp_path):
    with pytest.raises(UnreadableImportError, match=r"missing: \.prj"):
        read(shape_zip(PROJECTED, tmp_path / "a.zip", without=[".prj"]))
    with pytest.raises(UnreadableImportError, match=r"missing: \.shx, \.dbf"):
        read(shape_zip(PROJECTED, tmp_path / "b.zip", without=[".dbf", ".shx"]))


ARABIC = gpd.GeoDataFrame({"title": ["قتلى"], "date": ["2025-03-06"]}, geometry=[shapely.Point(36, 35)], crs=4326)


def test_text_of_a_shapefile_that_does_not_say_its_encoding_is_utf_8_or_refused(tmp_path):
    done = read(shape_zip(ARABIC, tmp_path / "a.zip", without=[".cpg"]))
    assert done.incidents["title"].to_pylist() == ["قتلى"]
    with pytest.raises(UnreadableImportError, match=r"Add a \.cpg file"):
        read(shape_zip(ARABIC, tmp_path / "b.zip", encoding="cp1256", without=[".cpg"]))


def test_text_that_is_not_in_the_encoding_it_says_is_refused(tmp_path):
    path = shape_zip(ARABIC, tmp_path / "a.zip", encoding="cp1256", without=[".cpg"])
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("field/Incidents.cpg", "UTF-8")
    with pytest.raises(UnreadableImportError, match="not in the encoding it declares"):
        read(path)


def test_several_shapefiles_in_one_zip_are_not_chosen_from(tmp_path):
    path = shape_zip(PROJECTED, tmp_path / "a.zip")
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("Roads.shp", b"")
    with pytest.raises(UnreadableImportError, match=r"holds field/Incidents\.shp, Roads\.shp"):
        read(path)


def test_columns_cut_to_ten_letters_can_be_told_by_their_cut_names(tmp_path):
    frame = PROJECTED.rename(columns={"title": "what_happened_there"})
    path = shape_zip(frame, tmp_path / "a.zip")
    assert read(path, columns={"title": "what_happe"}).incidents["title"].to_pylist() == ["A clash"]
    with pytest.raises(UnclearTableError, match="'what_happe'"):
        read(path)


def test_the_layer_with_features_is_read_and_several_are_asked_about(tmp_path):
    path = tmp_path / "a.gpkg"
    as_geopackage(ten.frame(), path)
    ten.frame()[:0].to_file(path, driver="GPKG", layer="drafts")
    ten.check(read(path, dataset="ten"), "ten")
    PROJECTED.to_file(path, driver="GPKG", layer="roads")
    with pytest.raises(UnreadableImportError, match="features in 2 layers: 'incidents', 'roads'"):
        read(path)


def test_a_geopackage_that_was_open_in_another_program_is_read(tmp_path):
    path = tmp_path / "a.gpkg"
    as_geopackage(PROJECTED, path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
    database.close()
    assert path.read_bytes()[18:20] == b"\x02\x02"
    assert read(path).rows == 1


def test_values_of_every_type_are_as_they_would_be_written(tmp_path):
    frame = gpd.GeoDataFrame(
        {
            "id": pa.array([9007199254740993, 2], pa.int64()).to_pandas(),
            "title": ["A", "B"],
            "date": pa.array([20153, 20154], pa.date32()).to_pandas(),
            "deaths": [3.0, None],
            "actors": [["Army A", "Group B"], None],
        },
        geometry=[shapely.Point(36, 35)] * 2,
        crs=4326,
    )
    as_parquet(frame, tmp_path / "a.parquet")
    first, second = read(tmp_path / "a.parquet", dataset="d").incidents.to_pylist()
    assert (first["id"], first["start"].isoformat(), first["deaths_best"]) == ("d:9007199254740993", "2025-03-06", 3)
    assert [actor["name"] for actor in first["actors"]] == ["Army A", "Group B"]
    assert (second["deaths_best"], second["actors"]) == (None, [])


def test_a_time_of_day_does_not_hide_the_day(tmp_path):
    frame = PROJECTED.assign(date=pa.array([1741305600000 + 3 * 3600_000], pa.timestamp("ms")).to_pandas())
    for write in (as_geopackage, as_flatgeobuf, as_parquet):
        path = tmp_path / write.__name__
        write(frame, path)
        assert read(path).incidents["start"][0].as_py().isoformat() == "2025-03-07"


def test_parquet_with_a_longitude_and_a_latitude_is_a_table(tmp_path):
    columns = {
        "title": ["A clash", "B"],
        "date": ["2025-03-06", "2025-03-07"],
        "lon": [36.2, None],
        "lat": [35.6, None],
    }
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    done = read(tmp_path / "a.parquet")
    assert (done.format, done.rows) == ("geoparquet", 2)
    assert done.incidents["lon"].to_pylist() == [36.2, None]
    pq.write_table(pa.table({"title": ["A clash"], "date": ["2025-03-06"]}), tmp_path / "b.parquet")
    with pytest.raises(UnclearTableError, match="which column has the place"):
        read(tmp_path / "b.parquet")


def geo_parquet(path, said):
    table = pa.table({"title": ["A"], "date": ["2025-03-06"], "geometry": [shapely.Point(36, 35).wkb]})
    pq.write_table(table.replace_schema_metadata({"geo": said}), path)
    return path


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"primary_column": "geometry", "columns": {"geometry": {"encoding": "point"}}}, "encoded as point"),
        ({"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "crs": None}}}, "does not state"),
        (
            {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "crs": {}}}},
            "cannot be converted",
        ),
        ({"primary_column": "shape", "columns": {"shape": {"encoding": "WKB"}}}, "is not valid GeoParquet"),
        ({"primary_column": ["a"], "columns": {}}, "is not valid GeoParquet"),
        ([], "is not valid GeoParquet"),
    ],
)
def test_what_geoparquet_says_of_its_geometry_is_not_believed_blindly(tmp_path, said, sentence):
    with pytest.raises(UnreadableImportError, match=sentence):
        read(geo_parquet(tmp_path / "a.parquet", json.dumps(said)))


def test_geoparquet_without_a_system_is_in_longitude_and_latitude(tmp_path):
    said = {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}
    done = read(geo_parquet(tmp_path / "a.parquet", json.dumps(said)))
    assert (done.incidents["lon"].to_pylist(), done.incidents["lat"].to_pylist()) == ([36.0], [35.0])


def test_a_geometry_nobody_can_read_is_set_aside_and_the_rest_goes_in(tmp_path):
    shapes = [shapely.Point(36, 35).wkb, b"\x01\x00", shapely.Point(36, 95).wkb, None]
    bow = shapely.Polygon([(36, 35), (37, 36), (37, 35), (36, 36)]).wkb
    table = pa.table({"title": list("abcde"), "date": ["2025-03-06"] * 5, "geometry": [*shapes, bow]})
    said = json.dumps({"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}})
    pq.write_table(table.replace_schema_metadata({"geo": said}), tmp_path / "a.parquet")
    done = read(tmp_path / "a.parquet")
    assert done.incidents["title"].to_pylist() == ["a", "d"]
    assert [(p.row, p.field, p.message) for p in done.problems] == [
        (2, "geometry", "is not a supported geometry"),
        (3, "lat", "is outside -90 to 90; longitude and latitude may be swapped"),
        (5, "geometry", "intersects itself"),
    ]


KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://{namespace}"><Document><name>Reports</name>
<Schema name="s" id="s"><SimpleField type="int" name="deaths"/></Schema>
<Placemark><name>A clash</name><description><![CDATA[Two <b>sides</b>]]></description>
  <TimeStamp><when>2025-03</when></TimeStamp><Point><coordinates>36.2,35.6,0</coordinates></Point>
  <ExtendedData><SchemaData schemaUrl="#s"><SimpleData name="deaths">at least 20</SimpleData></SchemaData>
  </ExtendedData>
</Placemark>
<Folder><name>More</name><Folder><name>Even more</name>
<Placemark><name>قتلى</name><TimeSpan><begin>2025</begin><end>2025-03-07</end></TimeSpan>
  <ExtendedData><Data name="source"><displayName>S</displayName><value>Agency One</value></Data></ExtendedData>
  <MultiGeometry><LineString><coordinates>36,35.5 37.1,35.5</coordinates></LineString></MultiGeometry></Placemark>
</Folder></Folder>
<Folder><name>More</name><Placemark><name>Undated, nowhere</name></Placemark></Folder>
</Document></kml>
"""


@pytest.mark.parametrize("namespace", ["www.opengis.net/kml/2.2", "earth.google.com/kml/2.1"])
def test_placemarks_of_all_folders_say_what_they_say_and_no_more(tmp_path, namespace):
    (tmp_path / "a.kml").write_text(KML.format(namespace=namespace), encoding="utf-8")
    done = read(tmp_path / "a.kml")
    month, span, undated = done.incidents.to_pylist()
    assert (month["title"], month["summary"], month["lon"]) == ("A clash", "Two <b>sides</b>", 36.2)
    assert (month["start"].isoformat(), month["end"].isoformat(), month["date_precision"]) == (
        *("2025-03-01", "2025-03-31"),
        "month",
    )
    assert (month["deaths_low"], month["deaths_best"]) == (20, None)
    assert (span["title"], span["start"].isoformat(), span["end"].isoformat()) == ("قتلى", "2025-01-01", "2025-03-07")
    assert (span["date_precision"], span["sources"][-1]["publisher"]) == ("year", "Agency One")
    assert (undated["title"], undated["start"], undated["lon"]) == ("Undated, nowhere", None, None)


def test_placemarks_are_called_by_their_ids_where_all_have_one(tmp_path):
    (tmp_path / "a.kml").write_text(
        "<kml><Placemark id='p1'><name>A</name><TimeStamp><when>2025-03-07</when></TimeStamp></Placemark>"
        "<Placemark id='p2'><name>B</name></Placemark></kml>"
    )
    assert read(tmp_path / "a.kml", dataset="d").incidents["id"].to_pylist() == ["d:p1", "d:p2"]


def cut(write, size):
    def make(path):
        write(ten.frame(), path)
        path.write_bytes(path.read_bytes()[: size if size > 0 else path.stat().st_size + size])

    return make


def sqlite(path):
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE events (title TEXT)")
    database.close()


def sparse(path):
    with path.open("wb") as hole:
        hole.truncate(2 << 30)


def packed(**members):
    def make(path):
        with zipfile.ZipFile(path, "w") as into:
            for name, content in members.items():
                into.writestr(name.replace("_", "."), content)

    return make


def nothing(write):
    return lambda path: write(ten.frame()[:0], path)


LIES = {
    "a folder": (Path.mkdir, "It is a folder"),
    "empty": (Path.touch, "It is empty"),
    "2 GB of nothing": (sparse, "NUL characters"),
    "a GeoPackage without features": (nothing(as_geopackage), "It has no features"),
    "FlatGeobuf without features": (nothing(as_flatgeobuf), "It has no features"),
    "KML without placemarks": (lambda p: p.write_text("<kml><Document/></kml>"), "no placemarks"),
    "a link to KML elsewhere": (
        lambda p: p.write_text("<kml><NetworkLink><Link><href>http://a.example/</href></Link></NetworkLink></kml>"),
        "Links to other files are not followed",
    ),
    "GeoParquet without rows": (nothing(as_parquet), "It has no features"),
    "Parquet without rows": (
        lambda p: pq.write_table(pa.table({n: [] for n in ("title", "date", "place")}), p),
        "no rows",
    ),
    "another SQLite database": (sqlite, "not in a supported format"),
    "half a GeoPackage": (cut(as_geopackage, 50_000), "damaged or incomplete"),
    "a GeoPackage's last page gone": (cut(as_geopackage, -4096), "damaged or incomplete"),
    "half a FlatGeobuf": (cut(as_flatgeobuf, 2_000), "damaged or incomplete"),
    "FlatGeobuf's last bytes gone": (cut(as_flatgeobuf, -10), "damaged or incomplete"),
    "half a Parquet": (cut(as_parquet, 5_000), "damaged or incomplete"),
    "Parquet's last byte gone": (cut(as_parquet, -1), "damaged or incomplete"),
    "half a KML": (cut(as_kml, 3_000), "It is not XML"),
    "half a KMZ": (cut(as_kmz, 1_000), "The zip is damaged"),
    "a shapefile of nothing": (packed(a_shp=b"", a_shx=b"", a_dbf=b"", a_prj=b""), "damaged or incomplete"),
    "a KMZ of nothing": (packed(doc_kml=b""), "It is not XML"),
    "four bytes": (lambda p: p.write_bytes(b"PAR1"), "damaged or incomplete"),
    "a beginning": (lambda p: p.write_bytes(flatgeobuf.MAGIC), "damaged or incomplete"),
}


@pytest.mark.parametrize(("make", "said"), LIES.values(), ids=LIES)
def test_a_file_that_lies_is_refused_with_one_sentence(tmp_path, make, said):
    path = tmp_path / "events.gpkg"
    make(path)
    with pytest.raises((UnreadableImportError, UnreadableFileError)) as error:
        read(path)
    assert said in str(error.value)
    assert str(error.value).startswith("events.gpkg ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("format_", HERE)
def test_a_format_that_was_told_wrongly_is_a_sentence(tmp_path, format_):
    path = tmp_path / "a.csv"
    path.write_text("title,date,lon,lat\nA,2025-03-06,36,35\n")
    with pytest.raises(GeoError):
        read(path, format_=format_)


def test_a_shapefile_whose_table_breaks_off_is_refused(tmp_path):
    whole = shape_zip(ten.frame()[ten.frame().geom_type == "Point"], tmp_path / "a.zip")
    broken = tmp_path / "b.zip"
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(broken, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, content[: len(content) // 2] if name.endswith((".dbf", ".shp")) else content)
    with pytest.raises(UnreadableImportError):
        read(broken)


def test_only_these_drivers_are_ever_needed():
    assert set(pyogrio.list_drivers()) >= {"GPKG", "FlatGeobuf", "LIBKML", "ESRI Shapefile"}


def test_a_time_with_a_zone_keeps_the_day_it_is_written_with(tmp_path):
    frame = gpd.GeoDataFrame(
        {"id": ["a", "b"], "title": ["x", "y"], "date": ["2024-03-07 00:30:00", "2024-03-08 12:30:00"]},
        geometry=[shapely.Point(37.1, 36.2)] * 2,
        crs="EPSG:4326",
    )
    frame["date"] = pd.to_datetime(frame["date"]).dt.tz_localize("Asia/Damascus")
    for save in (as_geopackage, as_flatgeobuf, as_parquet):
        path = tmp_path / save.__name__
        save(frame, path)
        days = [str(day) for day in read(path).incidents["start"].to_pylist()]
        assert days == ["2024-03-07", "2024-03-08"], save.__name__


CALLED = """<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>{name}<TimeStamp><when>2024-03-07</when>
</TimeStamp><ExtendedData><Data name="Name"><value>Idlib</value></Data></ExtendedData>
<Point><coordinates>37.1,36.2</coordinates></Point></Placemark></Document></kml>"""


@pytest.mark.parametrize(
    ("name", "title"), [("<name>Shelling</name>", "Shelling"), ("<name/>", "Idlib"), ("", "Idlib")]
)
def test_a_placemarks_own_name_is_its_title_before_data_called_so(tmp_path, name, title):
    path = tmp_path / "a.kml"
    path.write_text(CALLED.format(name=name))
    assert read(path).incidents["title"].to_pylist() == [title]
    placed = read(path, columns={"summary": "Name (extended data)"}).incidents.to_pylist()[0]
    assert (placed["title"], placed["summary"]) == (title, "Idlib")
