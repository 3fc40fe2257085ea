"""The process that reads a file nobody vouches for: forked by `template`, which has imported what reads.

It is shut off before it reads the first byte, and answers on standard output. How it ends says what kept it from that.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any

from geo.errors import GeoError
from geo.readers import registry
from geo.readers.columns.dates import Order
from geo.readers.records.parquet import recognise_records
from geo.readers.sandbox import protocol as answer
from geo.readers.sandbox.exit_codes import Ended
from geo.readers.sandbox.lockdown import shut_off
from geo.readers.sandbox.resource_limits import Limits

# Bytes beyond those held at the fork: Arrow's threads wait for ever for what they cannot have.
_LEAST = 32 << 20


def main(file: int) -> None:
    """Read an open file, as the JSON on standard input says."""
    asked = json.load(sys.stdin)
    try:
        shut_off(Limits(**asked.pop("limits")))
    except (OSError, ValueError):
        sys.exit(Ended.NOT_SHUT_OFF)
    try:
        _refuse_to_begin_without_memory()
        _answer(Path(f"/proc/self/fd/{file}"), asked)
        sys.stdout.flush()
    except MemoryError:
        os._exit(Ended.NO_MEMORY)  # as an orderly end takes memory too


def _refuse_to_begin_without_memory() -> None:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    held = next(int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData:"))
    if held + _LEAST > resource.getrlimit(resource.RLIMIT_DATA)[0]:
        raise MemoryError


def _answer(path: Path, asked: dict[str, Any]) -> None:
    if "records" in asked:
        _stream(path, asked["name"], asked["records"])
        return
    dates = asked.pop("dates")
    try:
        done = registry.read(path, dates=Order(dates) if dates else None, here=True, **asked)
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
    try:
        found = recognise_records(path, name)
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
