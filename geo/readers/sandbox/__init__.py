"""Reading files nobody vouches for: in a process of its own, with limits, and shut off from network and disk.

`read` and `Limits` are all there is to use, and `TEMPLATE.start`, which makes ready what the processes are forked from.
They are imported when asked for, so that `lockdown` can be had without all that reads.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.readers.sandbox.forks import TEMPLATE as TEMPLATE
    from geo.readers.sandbox.resource_limits import Limits as Limits
    from geo.readers.sandbox.sandbox import read as read

_HERE = {"read": "sandbox", "Limits": "resource_limits", "TEMPLATE": "forks"}


def __getattr__(name: str) -> Any:
    if name not in _HERE:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HERE[name]}"), name)
