"""A process that keeps appending: `writer.py STORE NAME [ACTS]`. Says each revision once it is safe.

Every third act revises the incident written just before, so that edits are at stake as well.
"""

import itertools
import sys
from dataclasses import replace


class NoPandas:
    """PyArrow imports pandas at its first conversion: most of a start that a crash test makes two dozen times."""

    def find_spec(self, name: str, *_: object) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, NoPandas())  # type: ignore[arg-type]

from geo.access import AccessRole, Caller  # noqa: E402
from geo.incident import Incident  # noqa: E402
from geo.store.store import Store  # noqa: E402


def main(location: str, name: str, acts: int | None) -> None:
    store = Store.open(location)
    caller, last = Caller(name, AccessRole.EDITOR), None
    for number in itertools.count() if acts is None else range(acts):
        incident = Incident(f"{name}:{number}", "crash", title=f"{name} {number}")
        if last and number % 3 == 2:
            incident = replace(last, title=f"{name} revised {number}")
        head = store.append([incident], caller=caller, reason="load", tool="writer")
        last = replace(incident, based_on=head.version)
        sys.stdout.write(f"{head.version} {incident.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else None)
