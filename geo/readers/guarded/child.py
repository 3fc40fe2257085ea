"""The process that reads a file nobody vouches for: `python -m geo.readers.guarded.child`, started by `guard` only.

It is shut off before it imports what reads, and answers on standard output.
"""

import json
import sys
from pathlib import Path

from geo.readers.guarded.limits import Limits


def main() -> None:
    """Read the file whose number stands first on the command line, as the JSON on standard input says."""
    asked = json.load(sys.stdin)
    Limits(**asked.pop("limits"))
    from geo.errors import GeoError  # noqa: PLC0415 - nothing is imported before it is shut off
    from geo.readers import recognising  # noqa: PLC0415
    from geo.readers.days import Order  # noqa: PLC0415
    from geo.readers.guarded import answer  # noqa: PLC0415

    dates = asked.pop("dates")
    try:
        done = recognising.read(
            Path(f"/proc/self/fd/{int(sys.argv[1])}"), dates=Order(dates) if dates else None, **asked
        )
    except GeoError as error:
        answer.refuse(error, sys.stdout.buffer)
    else:
        answer.send(done, sys.stdout.buffer)


if __name__ == "__main__":
    main()
