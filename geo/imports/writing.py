"""Files that are whole or not there."""

from pathlib import Path

from geo.errors import KeptFilesError, cause
from geo.files import make_folder, write_whole


def written(path: Path, content: bytes) -> None:
    """Write a file beside its place, settle it on the disk, and put it there by one renaming.

    Raises:
        KeptFilesError: its folder cannot be written.
    """
    try:
        make_folder(path.parent)
        write_whole(path, content)
    except OSError as error:
        raise KeptFilesError(path.parent, cause(error) or error.strerror or str(error)) from None
