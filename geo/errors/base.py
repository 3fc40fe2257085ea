"""Base class of all errors."""


class GeoError(Exception):
    """A sentence for the user: what happened, what was kept, what to do."""

    @property
    def sentence(self) -> str:
        """Message of the error; a `Sentence`, if a page can translate it."""
        said: str = self.args[0]
        return said
