"""Files made to do harm, as an upload is read: each is one clear sentence, and nothing else happens."""

import io
import json
import os
import resource
import sqlite3
import threading
import time
import zipfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
import workbooks

from geo.errors import GeoError, GuardedReadError
from geo.incident import SCHEMA
from geo.readers import sandbox as guarded
from geo.readers.geodata.flatgeobuf import MAGIC
from geo.readers.sandbox import protocol as answer
from geo.readers.sandbox.forks import TEMPLATE

CANARY = "a-word-of-the-server-s-own"
MIB = 1 << 20


@pytest.fixture(scope="module")
def canary(tmp_path_factory):
    """A file nobody may read, a server nobody may ask, and what it was asked."""
    file = tmp_path_factory.mktemp("server") / "secret.geojson"
    point = {"type": "Feature", "properties": {"title": CANARY, "date": "2025-03-07"}}
    point["geometry"] = {"type": "Point", "coordinates": [36, 35]}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [point]}))
    requests = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_POST = do_HEAD = do_GET  # noqa: N815 - as the server calls them

        def log_message(self, *_):
            """Nothing: the list is the log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Count) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield str(file), f"http://127.0.0.1:{server.server_port}/", requests
        server.shutdown()


def packed(members, lie=None):
    """A zip; `lie` is how many bytes its directory says that the last member has."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        if lie is not None:
            packed.infolist()[-1].file_size = lie
    return into.getvalue()


def workbook(tmp_path, members):
    """A workbook with some members replaced, or more of them."""
    path = workbooks.write(tmp_path / "plain.xlsx", [("title", "date", "place"), ("A", "2025-03-07", "Jableh")])
    with zipfile.ZipFile(path) as plain:
        return packed({name: plain.read(name) for name in plain.namelist()} | members)


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY l0 "lol">{LAUGHS}]>'
PLACEMARK = "<Placemark><name>{}</name><Point><coordinates>36,35</coordinates></Point></Placemark>"


def kml(name="A", before=""):
    return f"{before}<kml><Document>{PLACEMARK.format(name)}</Document></kml>".encode()


def geopackage(script, **values):
    """A GeoPackage on whose database a script was run."""
    frame = gpd.GeoDataFrame({"title": ["A"], "date": ["2025-03-07"]}, geometry=[shapely.Point(36, 35)], crs=4326)
    into = io.BytesIO()
    frame.to_file(into, driver="GPKG", layer="incidents")
    database = sqlite3.connect(":memory:")
    database.deserialize(into.getvalue())
    database.executescript(script.format(**values))
    content = database.serialize()
    database.close()
    return content


# Instead of the table of incidents, a view of the same name and columns.
VIEW = """
DROP TRIGGER IF EXISTS rtree_incidents_geom_insert;
PRAGMA writable_schema = ON;
DELETE FROM sqlite_schema WHERE type = 'trigger';
PRAGMA writable_schema = RESET;
ALTER TABLE incidents RENAME TO kept;
CREATE VIEW incidents AS {view};
"""
ENDLESS = "SELECT n AS fid, geom, title, date FROM kept, (WITH RECURSIVE r(n) AS ({numbers}) SELECT n FROM r)"
ENDLESS = ENDLESS.format(numbers="SELECT 1 UNION ALL SELECT n + 1 FROM r")


def vast_parquet():
    """A few kilobytes that say a word 200 million times."""
    codes = pa.array(np.zeros(4_000_000, dtype=np.int8))
    words = pa.DictionaryArray.from_arrays(codes, pa.array(["A" * 50]))
    table = pa.table({"title": words, "date": words, "place": words})
    into = io.BytesIO()
    with pq.ParquetWriter(into, table.schema) as writer:
        for _ in range(50):
            writer.write_table(table)
    return into.getvalue()


def algorithm(command):
    return json.dumps({"type": "gdal_streamed_alg", "command_line": command}).encode()


SPACES = b" " * (64 * MIB)
DEEP = b"[" * 100_000 + b"]" * 100_000
FEATURES = b'{"type": "FeatureCollection", "features": '
SHAPES = {f"a{end}": b"" for end in (".shp", ".shx", ".dbf", ".prj")}
CSV = "title,date,place\nقتلى,2025-03-07,Jableh\n"
CORNER = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"


def corpus(tmp_path, file, url):
    """A name and a content of each."""
    virtual = (
        "<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    declared = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY x SYSTEM "{}">]>'
    sheet, strings = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
    return {
        "bomb.xlsx": workbook(tmp_path, {sheet: b"<worksheet>" + SPACES + b"</worksheet>"}),
        "quiet-bomb.xlsx": workbook(tmp_path, {"xl/media/image1.png": SPACES}),
        "bomb.kmz": packed({"doc.kml": b"<kml>" + SPACES + b"</kml>"}),
        "lying-bomb.kmz": packed({"doc.kml": b"<kml>" + SPACES + b"</kml>"}, lie=100),
        "bomb.zip": packed({"a.csv": b"title,date,place\n" + SPACES}),
        "bomb-shapes.zip": packed(SHAPES | {"a.dbf": SPACES}),
        "corner.xlsx": workbook(tmp_path, {sheet: f"<worksheet><sheetData>{CORNER}</sheetData></worksheet>"}),
        "laughs.kml": kml("&l9;", BILLION),
        "laughs.kmz": packed({"doc.kml": kml("&l9;", BILLION)}),
        "laughs.xlsx": workbook(tmp_path, {strings: BILLION + "<sst><si><t>&l9;</t></si></sst>"}),
        "wide-laughs.xlsx": workbook(tmp_path, {strings: f"{BILLION}<sst/>".encode("utf-16")}),
        "declared.kml": kml("&x;", declared.format(file)),
        "declared-url.kml": kml("&x;", declared.format(url)),
        "declared-elsewhere.kml": kml("A", f'<?xml version="1.0"?><!DOCTYPE kml SYSTEM "{url}kml.dtd">'),
        "hidden-kml.kml": kml("A", "<!-- <kml --><!DOCTYPE kml [<!ENTITY x 'y'>]>"),
        "deep.kml": b"<kml>" + b"<Folder>" * 100_000 + b"</Folder>" * 100_000 + b"</kml>",
        "link.kml": f"<kml><NetworkLink><Link><href>{url}</href></Link></NetworkLink></kml>".encode(),
        "virtual.geojson": virtual.format(file).encode(),
        "virtual-url.geojson": virtual.format(f"/vsicurl/{url}").encode(),
        "virtual.kml": f"<!-- <kml -->{virtual.format(file)}".encode(),
        "virtual.kmz": packed({"doc.kml": virtual.format(file)}),
        "algorithm.geojson": algorithm(f"gdal vector pipeline ! read {file}"),
        "algorithm-url.geojson": algorithm(f"gdal vector pipeline ! read {url}"),
        "web.xml": f"<OGRWFSDataSource><URL>{url}</URL></OGRWFSDataSource>".encode(),
        "web.geojson": f"WFS:{url}".encode(),
        "service.json": json.dumps({"currentVersion": 10, "fields": [], "url": url}).encode(),
        "deep.json": DEEP,
        "deep.geojson": FEATURES + DEEP + b"}",
        "deep-objects.geojson": FEATURES + b'[{"a":' * 100_000 + b"1" + b"}]" * 100_000 + b"}",
        "slip.kmz": packed({"../../slip.kml": kml()}),
        "slip.zip": packed({"/etc/slip.csv": CSV}),
        "slip-shapes.zip": packed(SHAPES | {"../../slip.txt": b""}),
        "slip.xlsx": workbook(tmp_path, {"../../slip.xml": b"<a/>"}),
        "latin.csv": "title,date,place\nBébé,2025-03-07,Jableh\n".encode("latin-1"),
        "arabic.csv": CSV.encode("cp1256"),
        "unmarked.csv": CSV.encode("utf-16-le"),
        "arabic.geojson": FEATURES + '[{"type": "Feature", "properties": {"title": "قتلى"}}]}'.encode("cp1256"),
        "seven.kml": kml("+ADw-Document+AD4-", '<?xml version="1.0" encoding="UTF-7"?>'),
        "database.gpkg": b"SQLite format 3\0" + bytes(4_080),
        "damaged.gpkg": geopackage("SELECT 1")[:40_000] + os.urandom(60_000),
        "damaged.fgb": MAGIC + b"\x01" + b"\xff" * 4_000,
        "vast.parquet": vast_parquet(),
        "damaged.parquet": b"PAR1" + b"\xff" * 4_000 + b"PAR1",
    }


NONE, DECLARED, DEEPLY = "is not in a supported format", "declares a document type", "nested too deeply"
UNPACKED, OUTSIDE, TEXT = "would unpack to", "refers to a file outside itself", "is not UTF-8"
SAID = {
    **dict.fromkeys(("bomb.xlsx", "quiet-bomb.xlsx", "bomb.kmz", "bomb.zip", "bomb-shapes.zip"), UNPACKED),
    "lying-bomb.kmz": "The zip is damaged",
    "corner.xlsx": "row 1,048,576 and column 16,384",
    **dict.fromkeys(("laughs.kml", "laughs.kmz", "laughs.xlsx", "wide-laughs.xlsx", "hidden-kml.kml"), DECLARED),
    **dict.fromkeys(("declared.kml", "declared-url.kml", "declared-elsewhere.kml"), DECLARED),
    **dict.fromkeys(("deep.kml", "deep.geojson", "deep-objects.geojson"), DEEPLY),
    **dict.fromkeys(("link.kml", "virtual.kml", "virtual.kmz"), "Links to other files are not followed"),
    **dict.fromkeys(("virtual.geojson", "virtual-url.geojson", "algorithm.geojson", "algorithm-url.geojson"), NONE),
    **dict.fromkeys(("web.xml", "web.geojson", "service.json", "deep.json", "database.gpkg"), NONE),
    **dict.fromkeys(("slip.kmz", "slip.zip", "slip-shapes.zip", "slip.xlsx"), OUTSIDE),
    **dict.fromkeys(("latin.csv", "arabic.csv", "arabic.geojson"), TEXT),
    "unmarked.csv": "NUL characters",
    "seven.kml": "multi-byte encodings",
    "vast.parquet": "200,000,000 rows",
    **dict.fromkeys(("damaged.gpkg", "damaged.fgb", "damaged.parquet"), "It is damaged"),
}


def test_every_file_made_to_do_harm_is_one_sentence_and_nothing_happens(tmp_path, canary):
    file, url, requests = canary
    files = corpus(tmp_path, file, url)
    said, took, before = {}, {}, grown()
    with watched_children() as peaks:
        for name, content in files.items():
            said[name], took[name] = refused(tmp_path, name, content)
    print(*(f"{took[name]:.1f} s  {sentence}" for name, sentence in said.items()), sep="\n")  # noqa: T201 - with -s
    assert said.keys() == SAID.keys()
    assert {name: text for name, text in said.items() if SAID[name] not in text} == {}
    assert {name: text for name, text in said.items() if not text.startswith(f"{name} ") or "\n" in text} == {}
    assert [text for text in said.values() if CANARY in text or str(tmp_path) in text or "/proc/" in text] == []
    assert requests == []
    assert max(took.values()) < 30  # seconds, of a machine that may be busy; alone it takes less than 2
    assert 50 * MIB < max(peaks) <= guarded.Limits().memory
    assert grown() - before <= 50 * MIB
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plain.xlsx", "upload"]


def refused(tmp_path, name, content):
    """The sentence with which an upload is refused, and the seconds until then."""
    path = tmp_path / "upload"
    path.write_bytes(content)
    began = time.monotonic()
    with pytest.raises(GeoError) as error:
        guarded.read(path, name=name)
    return str(error.value), time.monotonic() - began


@contextmanager
def watched_children():
    """The most bytes that each look at the processes that read found one of them to have held so far.

    What the system counts for a child that has ended begins with what its parent held when it was started, and a
    process that runs tests may hold more than a reader may.
    """
    peaks, over = [0], threading.Event()

    def look():
        while not over.wait(0.1):
            peaks.extend(held(process) for process in Path("/proc").glob("[0-9]*") if reads(process))

    watch = threading.Thread(target=look)
    watch.start()
    yield peaks
    over.set()
    watch.join()


def reads(process):
    """Whether a process was forked from our template."""
    template = TEMPLATE._process  # noqa: SLF001 - nobody else knows its number
    try:
        return template is not None and f"PPid:\t{template.pid}\n" in (process / "status").read_text()
    except OSError:
        return False


def held(process):
    """The most bytes a process has held so far, 0 when it has ended."""
    try:
        status = (process / "status").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) * 1024 if lines else 0


def grown():
    """Bytes this process holds."""
    with open("/proc/self/statm") as held:  # noqa: PTH123 - no file of anybody's
        return int(held.read().split()[1]) * resource.getpagesize()


@pytest.mark.parametrize(
    "view",
    [
        "SELECT fid, geom, load_extension('{file}') AS title, date FROM kept",
        "SELECT fid, geom, readfile('{file}') AS title, date FROM kept",
        "SELECT fid, geom, ogr_datasource_load_layers('{file}') AS title, date FROM kept",
        "SELECT fid, geom, ogr_geocode('{url}') AS title, date FROM kept",
        "SELECT fid, geom, gdal_get_pixel_value('{file}', 1, 'pixel', 0, 0) AS title, date FROM kept",
        "SELECT fid, geom, writefile('{file}', 'a') AS title, date FROM kept",
    ],
    ids=lambda view: view.split("geom, ")[1].partition("(")[0],
)
def test_a_geopackage_whose_table_is_a_program_reads_and_asks_nothing(tmp_path, canary, view):
    file, url, requests = canary
    path = tmp_path / "upload"
    path.write_bytes(geopackage(VIEW.format(view=view), file=file, url=url))
    try:
        told = guarded.read(path, name="a.gpkg").incidents.to_pylist()
    except GeoError as error:
        told = str(error)
    assert CANARY not in str(told)
    assert requests == []
    with open(file) as kept:  # noqa: PTH123 - as it was named
        assert CANARY in kept.read()


def test_pictures_and_styles_of_a_placemark_are_not_asked_for(tmp_path, canary):
    _, url, requests = canary
    style = f"<styleUrl>{url}a.kml#s</styleUrl><Style><IconStyle><Icon><href>{url}</href></Icon></IconStyle></Style>"
    when = "<TimeStamp><when>2025-03-07</when></TimeStamp>"
    (tmp_path / "upload").write_bytes(kml("A").replace(b"<Point>", f"{style}{when}<Point>".encode()))
    done = guarded.read(tmp_path / "upload", name="a.kml")
    assert (done.incidents["title"].to_pylist(), requests) == (["A"], [])


LIMITED = {
    "work": ({"cpu_s": 2}, "It takes more than 2 seconds of work to read"),
    "waiting": ({"cpu_s": 60, "wall_s": 3}, "It takes more than 3 seconds to read"),
}


@pytest.mark.parametrize(("limits", "said"), LIMITED.values(), ids=LIMITED)
def test_a_table_without_end_is_stopped_and_said(tmp_path, limits, said):
    (tmp_path / "upload").write_bytes(geopackage(VIEW.format(view=ENDLESS)))
    with pytest.raises(GuardedReadError, match=f"^endless\\.gpkg was not imported\\. {said}"):
        guarded.read(tmp_path / "upload", name="endless.gpkg", limits=guarded.Limits(**limits))


def rows(count):
    return "title,date,country\n" + "".join(f"Incident {i},2025-03-07,Syria\n" for i in range(count))


def test_too_little_memory_and_too_long_an_answer_are_said(tmp_path):
    (tmp_path / "upload").write_text(rows(100_000))
    with pytest.raises(GuardedReadError, match=r"It needs more than 250 MiB of memory to read\. Split it"):
        guarded.read(tmp_path / "upload", name="a.csv", limits=guarded.Limits(memory=250 * MIB))
    with pytest.raises(GuardedReadError, match=r"It has more than 1 MiB of incidents\. Split the file"):
        guarded.read(tmp_path / "upload", name="a.csv", limits=guarded.Limits(answer=MIB))


def test_a_file_within_the_limits_is_read_whole(tmp_path):
    (tmp_path / "upload").write_text(rows(20_000))
    done = guarded.read(tmp_path / "upload", name="a.csv")
    assert (done.rows, done.incidents.num_rows, done.incidents.schema) == (20_000, 20_000, SCHEMA)


HEAD = b'{"read": {"problems": [], "dataset": "a", "licence": "b", "format": "c", "reasons": [], "rows": 2}}\n'
NO_ANSWER = {
    "an error nobody foresaw": b'{"broke": "ValueError < reader.py:1 read"}\n',
    "nothing": b"",
    "words": b"Segmentation fault\n",
    "another program's JSON": b"[1, 2]\n",
    "an error nobody raises": b'{"error": "SystemExit", "sentence": "a", "data": {}}\n',
    "an error that is no name": b'{"error": ["GeoError"], "sentence": "a", "data": {}}\n',
    "a head without incidents": HEAD,
    "a head of other types": b'{"read": {"problems": 1, "dataset": [], "rows": "many"}}\n',
}


@pytest.mark.parametrize("said", NO_ANSWER.values(), ids=NO_ANSWER)
def test_a_process_that_was_taken_over_is_not_believed(said):
    with pytest.raises(answer.NoAnswerError):
        answer.parse_answer(said)


@pytest.mark.parametrize("harm", ["another schema", "lengths beyond the end"])
def test_incidents_that_are_none_are_not_taken(harm):
    into = io.BytesIO()
    into.write(HEAD)
    if harm == "another schema":
        table = pa.table({"id": ["a"]})
    else:
        lengths = pa.array([0, 1 << 20, 1], pa.int32()).buffers()[1]
        broken = pa.StringArray.from_buffers(2, lengths, pa.py_buffer(b"a"))
        columns = [broken if field.name == "id" else pa.nulls(2, field.type) for field in SCHEMA]
        table = pa.Table.from_arrays(columns, schema=SCHEMA)
    with pa.ipc.new_stream(into, table.schema) as stream:
        stream.write_table(table)
    with pytest.raises(answer.NoAnswerError):
        answer.parse_answer(into.getvalue())
