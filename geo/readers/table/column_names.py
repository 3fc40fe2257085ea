"""Recognition of columns and feature properties by name, unless the user tells."""

from collections.abc import Mapping, Sequence

from geo.errors import UnclearTableError
from geo.text import header as guess

# What people call each field, in folded spelling, best first.
CALLED: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "event id", "incident id", "record id", "uid", "uuid", "ref", "reference"),
    "title": ("title", "headline", "name", "incident", "event", "subject", "label", "عنوان"),
    "start": ("start", "start date", "date start", "from", "date from", "begin", "began"),
    "end": ("end", "end date", "date end", "to", "date to", "until", "ended"),
    "date": ("date", "event date", "incident date", "day", "when", "datetime", "timestamp", "تاريخ"),
    "lon": guess.CALLED["lon"],
    "lat": guess.CALLED["lat"],
    "place": (
        "place", "place name", "placename", "place desc", "location", "location name", "settlement", "city", "town",
        "village", "site", "where", "مكان", "موقع",
    ),
    "country": guess.CALLED["country"],
    "admin1": ("admin1", "admin 1", "adm1", "adm 1", "province", "governorate", "state", "region", "محافظه"),
    "admin2": ("admin2", "admin 2", "adm2", "adm 2", "district", "county"),
    "event_type": ("event type", "type", "category", "type of event", "incident type", "نوع"),
    "sub_type": ("sub type", "subtype", "sub event type", "sub category"),
    "actors": ("actors", "actor", "parties", "groups", "who"),
    "perpetrators": ("perpetrators", "perpetrator", "suspected perpetrator", "alleged perpetrator"),
    "targets": ("targets", "target"),
    "deaths": ("deaths", "fatalities", "killed", "dead", "deaths best", "death toll", "number killed", "قتلي"),
    "summary": ("summary", "description", "desc", "notes", "details", "text", "comment", "وصف"),
    "source": ("source", "sources", "publisher", "reported by", "source name", "مصدر"),
    "url": ("url", "urls", "link", "links", "source url", "source link", "website", "رابط"),
    "place_precision": ("place precision", "geo precision", "location precision"),
    "radius_m": guess.CALLED["radius_m"],
}  # fmt: skip

# What makes a row an incident: what happened, when and where. One of each will do.
_NEEDED = {
    "title": (("title",), ("summary",)),
    "date": (("date",), ("start",), ("end",)),
    "place": (("lon", "lat"), ("place",), ("admin1",), ("country",)),
}


def columns(
    file: str, header: Sequence[str], told: Mapping[str, str], *, placed: bool = False
) -> tuple[dict[str, int], tuple[str, ...]]:
    """Return the position of each of our fields in a header, and a sentence on each.

    Args:
        file: its name, for the error.
        header: the table's own names of its columns.
        told: the table's column for some of our fields (`CALLED`), or `guess.NO_COLUMN`.
        placed: whether it is known where each row is without a column.

    Raises:
        UnclearTableError: no column says what happened, or when, or where; several are called alike for a field; or one
            is told that is not there, or for a field we do not have.
    """
    found, reasons = guess.match_columns(header, CALLED, told)
    unclear = [field for field, name in told.items() if name != guess.NO_COLUMN and field not in found]
    # One of them may say what the others do not, and nothing here knows which is meant.
    unclear += guess.ambiguous(header, CALLED, told)
    for field, ways in _NEEDED.items():
        if not any(set(way) <= found.keys() for way in ways) and not (placed and field == "place"):
            unclear.append(field)
    if unclear:
        raise UnclearTableError(file, list(dict.fromkeys(unclear)), guess.distinct(header))
    return found, reasons
