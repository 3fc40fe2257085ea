"""Errors in words for an imports folder that cannot be written."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import KeptFilesError, cause


@contextmanager
def explain_disk_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk says into a sentence.

    Raises:
        KeptFilesError: `folder` cannot be written.
    """
    try:
        yield
    except OSError as error:
        raise KeptFilesError(folder, cause(error) or error.strerror or str(error)) from None
