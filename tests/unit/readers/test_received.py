"""Whole records are taken from a process that can die, hang or lie at any moment: all of them come, or an error."""

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.errors import GuardedReadError, UnreadableImportError
from geo.incident import SCHEMA, Incident, to_table
from geo.readers.sandbox.receive import receive_tables
from geo.readers.sandbox.resource_limits import Limits
from geo.readers.sandbox.streaming import survey_records

LINE = b'{"portions": null}\n'
END = b"\xff\xff\xff\xff\0\0\0\0"


def _stream() -> bytes:
    into = io.BytesIO()
    with pa.ipc.new_stream(into, SCHEMA) as stream:
        stream.write_table(to_table([Incident("demo:a", "demo"), Incident("demo:b", "demo")]))
    return into.getvalue()


WHOLE = LINE + _stream()
OPEN = WHOLE.removesuffix(END)
SAY = "import os, signal, sys, time; out = sys.stdout.buffer; out.write(sys.stdin.buffer.read()); out.flush(); "


def said(words: bytes, then: str = "", *, wall_s: int = 30, rows: int = 2) -> list[pa.Table]:
    """What is received of a process that says `words` and then does something."""
    asked = [sys.executable, "-I", "-S", "-c", SAY + then]
    with subprocess.Popen(asked, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(words)
        process.stdin.close()
        return list(receive_tables(process, "a.parquet", Limits(wall_s=wall_s), most=1 << 20, rows=rows))


def test_what_comes_to_a_good_end_is_all_there():
    assert [table.num_rows for table in said(WHOLE)] == [2]


BAD_ENDS = {
    "killed between two portions": (OPEN, "os.kill(os.getpid(), signal.SIGKILL)"),
    "ended between two portions": (OPEN, "os._exit(1)"),
    "ended badly after all it said": (WHOLE, "os._exit(1)"),
    "without memory after all it said": (WHOLE, "os._exit(70)"),
    "saying something more": (WHOLE + b"more", ""),
    "broken down after it closed the stream": (WHOLE + b'{"broke": "ValueError"}\n', ""),
    "another answer after it closed the stream": (WHOLE + LINE, ""),
    "before it says anything": (b"", "os._exit(71)"),
    "before its columns": (LINE, ""),
    "within a portion": (OPEN[:-100], ""),
}


@pytest.mark.parametrize(("words", "then"), BAD_ENDS.values(), ids=BAD_ENDS)
def test_a_process_that_does_not_come_to_a_good_end_gives_an_error(words: bytes, then: str):
    with pytest.raises(GuardedReadError):
        said(words, then)


@pytest.mark.parametrize("words", [WHOLE, OPEN])
def test_fewer_rows_than_were_promised_are_an_error_however_well_it_ends(words: bytes):
    with pytest.raises(GuardedReadError, match="rows differ from those checked before"):
        said(words, rows=4)


def test_why_a_process_stopped_reading_is_said_in_its_own_words():
    why = b'{"error": "UnreadableImportError", "sentence": "a.parquet breaks off.", "data": {}}\n'
    with pytest.raises(UnreadableImportError, match=r"^a\.parquet breaks off\.$"):
        said(WHOLE + why)


HANGS = {
    "before it says anything": (b"", ""),
    "before its columns": (LINE, ""),
    "between two portions": (OPEN, ""),
    "when it has said all": (WHOLE, ""),
    "with its answer closed": (WHOLE, "os.close(1); "),
}


@pytest.mark.parametrize(("words", "then"), HANGS.values(), ids=HANGS)
def test_a_process_that_hangs_is_stopped_and_it_is_said_that_it_took_too_long(words: bytes, then: str):
    with pytest.raises(GuardedReadError, match="takes more than 1 seconds"):
        said(words, then + "time.sleep(600)", wall_s=1)


def test_a_file_that_breaks_off_half_way_gives_an_error_and_not_half_of_its_rows(tmp_path: Path):
    def tables() -> Iterator[pa.Table]:
        yield to_table([Incident(f"demo:{number:04}", "demo") for number in range(1_000)])
        yield to_table([Incident(f"demo:{number:04}", "demo") for number in range(1_000, 2_000)])

    path = tmp_path / "a.parquet"
    with pq.ParquetWriter(path, to_table([]).schema) as file:
        for table in tables():
            file.write_table(table)
    found = survey_records(path, path.name)
    assert found
    assert found.survey.good == 2_000
    at = pq.ParquetFile(path).metadata.row_group(1).column(0).data_page_offset
    with path.open("r+b") as file:
        file.seek(at)
        file.write(b"\xff" * 200)
    with pytest.raises(UnreadableImportError):
        list(found.portions())
