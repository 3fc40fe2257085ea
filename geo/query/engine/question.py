"""Question: caller, view and data version; the key of every answer."""

import dataclasses
from dataclasses import dataclass
from typing import Any

from geo.access import Caller
from geo.view import View


@dataclass(frozen=True, slots=True)
class Question:
    """A view, the caller it is shown to, and the data version it is asked of.

    `version` is its number, `link` the number and chain that a pinned link carries. `shapes` are
    the provinces and lines any incident of the store is drawn as, which a view with an area needs. `today` is the link
    of the newest version: a pinned view obeys today's rights, so its answer changes with them.
    """

    view: View
    caller: Caller
    version: int
    link: str
    shapes: tuple[str, ...] = ()
    today: str = ""

    def dropping(self, **filters: Any) -> "Question":
        """Return the same question with some filters of the view set otherwise."""
        return dataclasses.replace(self, view=dataclasses.replace(self.view, **filters))

    def everything(self) -> "Question":
        """Return the question for all that the caller may see of the version, without the view's filters."""
        return dataclasses.replace(self, view=View(), shapes=())
