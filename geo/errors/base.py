"""What all of them have in common."""


class GeoError(Exception):
    """A sentence for the user: what happened, what was kept, what to do."""

    @property
    def sentence(self) -> str:
        """What it says; a `Sentence`, if a page can say it in another language."""
        said: str = self.args[0]
        return said
