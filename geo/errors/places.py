"""Errors of boundaries, names and added gazetteers."""

from collections.abc import Sequence
from pathlib import Path

from geo.errors.base import GeoError
from geo.errors.sentence import Sentence, quote_excerpt
from geo.errors.store import folder_named


class NoSharedBorderError(GeoError):
    """Two countries do not touch."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            Sentence(
                "{first} and {second} share no land border in the built-in boundaries.", first=first, second=second
            )
        )


class UnknownPlaceError(GeoError):
    """A boundary nobody ships."""

    def __init__(self, name: str) -> None:
        super().__init__(Sentence("No built-in boundary is named {name}.", name=quote_excerpt(name)))


class UnreadableNamesError(GeoError):
    """A list of names is no text."""

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} was not read: {why}. Save it as plain UTF-8 text, a name a line, and try again.")


class UnreadableGazetteerError(GeoError):
    """A file cannot be added as a gazetteer; `reason` is a sentence, or several."""

    def __init__(self, file: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{file} was not added. {reason}")


class UnclearColumnsError(GeoError):
    """It cannot be told which column of a table is which; `guesses` are sentences on those that can."""

    def __init__(self, file: str, unclear: Sequence[str], header: Sequence[str], guesses: Sequence[str]) -> None:
        self.guesses = tuple(guesses)
        what = {"lon": "longitude", "lat": "latitude", "others": "other names", "radius_m": "radius"}
        wanted = " and ".join(what.get(field, field) for field in unclear)
        options = " ".join(f"--{field.replace('_', '-')}-column NAME" for field in unclear)
        columns = ", ".join(repr(name[:60]) for name in header[:30])
        super().__init__(
            f"{file} was not added. It is not clear which column has the {wanted}; there are {columns}. "
            f"Say which: {options}."
        )


class GazetteerNameError(GeoError):
    """A name that no added gazetteer can have."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A gazetteer cannot be called {name[:60]!r}. Nothing was added; give a name of a to z, 0 to 9 and "
            "hyphens, such as --name my-villages."
        )


class UnknownGazetteerError(GeoError):
    """No gazetteer of that name was added."""

    def __init__(self, name: str, added: Sequence[str]) -> None:
        there = f"There are {', '.join(added)}." if added else "None has been added yet."
        super().__init__(f"No gazetteer called {name[:60]!r} was added. {there}")


class AddedGazetteersError(GeoError):
    """The folder of added gazetteers cannot be used; `reason` is a sentence, or several."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            Sentence(
                "The added gazetteers in {folder} cannot be used. {reason}",
                folder=folder_named(str(folder)),
                reason=reason,
            )
        )
