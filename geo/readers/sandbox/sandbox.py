"""The one who has a file read by a process of its own, and believes nothing of what comes back."""

import dataclasses
import logging
import threading
from collections.abc import Mapping
from pathlib import Path

from geo.errors import GuardedReadError
from geo.readers.columns.dates import Order
from geo.readers.result import Read
from geo.readers.sandbox import protocol as answer
from geo.readers.sandbox.process import BROKE, run
from geo.readers.sandbox.resource_limits import Limits
from geo.readers.sniff import refuse_no_file
from geo.settings import file_name

# Each may take all the memory it is given; who comes later waits.
_AT_ONCE = threading.BoundedSemaphore(2)
_LONGEST_NAME = 200


def read(  # noqa: PLR0913 - each is for the user to say
    path: Path,
    *,
    name: str | None = None,
    format_: str | None = None,
    dataset: str | None = None,
    licence: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: Order | None = None,
    limits: Limits | None = None,
) -> Read:
    """Return the incidents of a file nobody vouches for, read by a process that can do no harm.

    Args:
        path: where the file lies; the process gets it opened, never its path.
        name: what the user calls it, for sentences and the dataset's name; by default as the path ends.
        format_: as the other arguments, what `recognising.read` takes.
        dataset: what to call it.
        licence: what it may be used under.
        columns: the file's column for some of our fields.
        dates: what comes first in its dates.
        limits: what the process may use, by default what an upload may.

    Raises:
        GeoError: all that `recognising.read` raises, with the same sentences.
        GuardedReadError: the process was stopped at one of its limits, ended by itself, or cannot be shut off here.
    """
    limits, name = limits or Limits(), _plain(file_name(path) if name is None else name)
    asked = {"name": name, "format_": format_, "dataset": dataset, "licence": licence, "dates": dates}
    request = {**asked, "columns": dict(columns or {}), "limits": dataclasses.asdict(limits)}
    refuse_no_file(path, name)
    with _AT_ONCE, path.open("rb") as file:
        said = run(file.fileno(), name, request, limits)
    try:
        return answer.parse_answer(said)
    except answer.NoAnswerError as error:
        logging.getLogger(__name__).error("reading broke down", extra={"where": error.where})  # noqa: TRY400 - not ours
        raise GuardedReadError(name, BROKE) from None


def _plain(name: str) -> str:
    """Return a name as it can stand in a sentence."""
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)[:_LONGEST_NAME]
