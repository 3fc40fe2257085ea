"""The process that reads a file nobody vouches for: `python -m geo.readers.sandbox.worker`, started by `process` only.

It is shut off before it imports what reads, and answers on standard output. How it ends says what kept it from that.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from geo.readers.sandbox.exit_codes import Ended
from geo.readers.sandbox.limits import Limits
from geo.readers.sandbox.lockdown import shut_off


def main() -> None:
    """Read the file whose number stands on the command line, as the JSON on standard input says."""
    asked = json.load(sys.stdin)
    try:
        shut_off(Limits(**asked.pop("limits")))
    except (OSError, ValueError):
        sys.exit(Ended.NOT_SHUT_OFF)
    try:
        _answer(Path(f"/proc/self/fd/{int(sys.argv[1])}"), asked)
        sys.stdout.flush()
    except MemoryError:
        os._exit(Ended.NO_MEMORY)  # as an orderly end takes memory too


def _answer(path: Path, asked: dict[str, Any]) -> None:
    from geo.errors import GeoError  # noqa: PLC0415 - nothing is imported before it is shut off
    from geo.readers import registry as recognising  # noqa: PLC0415
    from geo.readers.columns.dates import Order  # noqa: PLC0415
    from geo.readers.sandbox import protocol as answer  # noqa: PLC0415

    if "records" in asked:
        _stream(path, asked["name"], asked["records"])
        return
    dates = asked.pop("dates")
    try:
        done = recognising.read(path, dates=Order(dates) if dates else None, here=True, **asked)
    except GeoError as error:
        answer.refuse(error, sys.stdout.buffer)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - a file can be made to bring up any
        answer.break_down(error, sys.stdout.buffer)
    else:
        answer.send(done, sys.stdout.buffer)


def _stream(path: Path, name: str, wanted: str) -> None:
    """Answer of whole records: what the file holds, or all of it."""
    from geo.errors import GeoError  # noqa: PLC0415 - as above
    from geo.readers.records.parquet import recognised  # noqa: PLC0415
    from geo.readers.sandbox import protocol as answer  # noqa: PLC0415

    try:
        found = recognised(path, name)
        if wanted == "survey":
            answer.put("survey", found and found.survey, sys.stdout.buffer)
        elif found:
            answer.stream(found.portions(), sys.stdout.buffer)
    except GeoError as error:
        answer.refuse(error, sys.stdout.buffer)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - as above
        answer.break_down(error, sys.stdout.buffer)


if __name__ == "__main__":
    main()
