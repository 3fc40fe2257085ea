"""Reading of an uploaded file in the sandbox, cached by file and answers."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from geo.errors import GeoError, GuardedReadError
from geo.maps.preview_map import Sketch, sketch
from geo.readers import sandbox as guarded
from geo.readers.columns.dates import Order
from geo.readers.result import Read
from geo.ui.imports.upload import Upload


@dataclass(frozen=True, slots=True)
class Asked:
    """Answers on a file; None or empty where it is left to the reader.

    `columns` are pairs of a field of ours and the file's name of its column.
    """

    dataset: str | None = None
    licence: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    dates: Order | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A file as it was read, and what is drawn of it."""

    read: Read
    sketch: Sketch


def read_upload(upload: Upload, asked: Asked) -> Found:
    """Read an upload.

    Raises:
        GeoError: it cannot be read, or not without another answer.
    """
    tried = _try_read(upload, asked)
    if isinstance(tried, GeoError):
        raise tried
    return tried


# Files are large: that of whoever reads now, and of one more.
@lru_cache(maxsize=2)
def _try_read(upload: Upload, asked: Asked) -> Found | GeoError:
    """Return the file as it was read, or why it was not; a process that was stopped is tried again."""
    try:
        read = _read_in_sandbox(upload, asked)
    except GuardedReadError:
        raise
    except GeoError as error:
        return error
    return Found(read, sketch(read.incidents))


def forget() -> None:
    """Let go of the files: they are imported."""
    _try_read.cache_clear()


@contextmanager
def on_disk(upload: Upload) -> Iterator[Path]:
    """Yield a file with what was handed in; it is gone after."""
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder, "file")
        path.write_bytes(upload.content)
        yield path


def _read_in_sandbox(upload: Upload, asked: Asked) -> Read:
    with on_disk(upload) as path:
        return guarded.read(
            path,
            name=upload.name,
            dataset=asked.dataset,
            licence=asked.licence,
            columns=dict(asked.columns),
            dates=asked.dates,
        )
