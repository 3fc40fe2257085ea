"""Reading files nobody vouches for: in a process of its own, with limits, and shut off from network and disk.

`read` and `Limits` are all there is to use. They are imported when asked for: the process that reads must be shut off
before it imports anything that reads.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.readers.sandbox.limits import Limits as Limits
    from geo.readers.sandbox.sandbox import read as read

_HERE = {"read": "sandbox", "Limits": "limits"}


def __getattr__(name: str) -> Any:
    if name not in _HERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HERE[name]}"), name)
