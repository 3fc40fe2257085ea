"""GDELT 2.0 events: 61 columns without a header, separated by tabs, as text or zipped as GDELT serves it.

What GDELT has are leads. A machine coded them from news, the same event often several times, and nobody looked; so they
never become incidents.
"""

import hashlib
import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.errors import Sentence, UnreadableImportError
from geo.incident import POINT_PRECISIONS, PlacePrecision
from geo.lead import SCHEMA, Leads
from geo.places.gazetteer.added.validate import Fault, positions
from geo.readers.columns.dates import Days, Order, days
from geo.readers.columns.sheet import Sheet, counts, map_distinct, null_if_empty, read_sheet
from geo.readers.gdelt.codes import COLUMNS, PLACES, WIDTH, countries, words
from geo.readers.reader import Opening, Traits
from geo.text import cells
from geo.words import N_

FORMAT = "gdelt"
READS = N_("GDELT 2.0 events (61 columns without a header)")
TRAITS = Traits(leads=True)
LICENCE = "GDELT: free for any use that names gdeltproject.org"

_ID, _DAY, _ADDED = re.compile(r"\d{1,18}"), re.compile(r"\d{8}"), re.compile(r"\d{14}")


def fits(opening: Opening) -> str | None:
    """Why the file is GDELT's: the number of its columns, and what stands in them."""
    row = opening.text.partition("\n")[0].rstrip("\r").split("\t")
    found = len(row) == WIDTH and _ID.fullmatch(row[0]) and _DAY.fullmatch(row[1]) and _ADDED.fullmatch(row[59])
    return "It has GDELT's 61 columns without a header." if found else None


def read(opening: Opening, *, dataset: str | None = None, licence: str | None = None) -> Leads:
    """Return the leads of a file.

    A row without an id or a day is set aside; a position or country that makes no sense alone.

    Raises:
        UnreadableImportError: it cannot be split into rows.
    """
    name, licence = dataset or FORMAT, licence or LICENCE
    sheet = read_sheet(opening, COLUMNS, plain=WIDTH)
    day = days("day", sheet["day"], Order.DAY)
    sheet = sheet.without(_faults(sheet, day)).once("id")
    sheet = sheet.noting([*_position_faults(sheet), _unknown_code_fault(sheet)])
    leads = pa.table(_columns(sheet, name, licence), schema=SCHEMA)
    return Leads(leads, sheet.sorted_problems, name, licence, FORMAT, (), sheet.rows, _sha256(opening))


def _sha256(opening: Opening) -> str:
    try:
        with opening.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableImportError(
            opening.name, Sentence("It cannot be read: {error}.", error=error.strerror or str(error))
        ) from None


def _faults(sheet: Sheet, day: Days) -> list[Fault]:
    numbered = cells.matches(sheet["id"], r"^\d{1,18}$")
    return [
        Fault(~numbered, "id", Sentence("is not a GDELT id, which is a number"), sheet["id"]),
        Fault(cells.empty(sheet["day"]), "day", Sentence("is missing"), sheet["day"]),
        *day.faults,
    ]


def _position_faults(sheet: Sheet) -> list[Fault]:
    """Return the faults in the positions of towns: for each the first one."""
    east, north = sheet["lon"], sheet["lat"]
    sound, faults = _towns(sheet), []
    for fault in positions(east, north, cells.numbers(east), cells.numbers(north)):
        faults.append(
            Fault(
                fault.bad & sound, fault.field, Sentence("{wrong}; kept without it", wrong=fault.message), fault.values
            )
        )
        sound &= ~fault.bad
    return faults


def _towns(sheet: Sheet) -> np.ndarray:
    values = pa.array([each.value for each in POINT_PRECISIONS])
    return np.asarray(pc.is_in(_precision(sheet), values).to_numpy(zero_copy_only=False))


def _precision(sheet: Sheet) -> pa.StringArray:
    return map_distinct(sheet["geo_type"], lambda code: PLACES.get(code, PlacePrecision.UNKNOWN).value)


def _unknown_code_fault(sheet: Sheet) -> Fault:
    unknown = map_distinct(sheet["fips"], lambda code: code != "" and code not in countries(), pa.bool_())
    return Fault(
        unknown.to_numpy(zero_copy_only=False),
        "country",
        Sentence("is not a FIPS country code; kept without it"),
        sheet["fips"],
    )


def _columns(sheet: Sheet, dataset: str, licence: str) -> dict[str, pa.Array]:
    bad = np.logical_or.reduce([fault.bad for fault in _position_faults(sheet)])
    pointed = _towns(sheet) & ~bad
    lon, lat = (pa.array(cells.numbers(sheet[name]), mask=~pointed) for name in ("lon", "lat"))
    precision = pc.if_else(pa.array(_towns(sheet) & bad), PlacePrecision.UNKNOWN.value, _precision(sheet))
    return {
        "id": pc.binary_join_element_wise(dataset, sheet["id"], ":"),
        "dataset": pa.repeat(dataset, len(sheet)),
        "day": days("day", sheet["day"], Order.DAY).first,
        "added": _moments(sheet["added"]),
        "place": null_if_empty(sheet["place"]),
        "country": map_distinct(sheet["fips"], countries().get),
        "lon": lon,
        "lat": lat,
        "place_precision": precision,
        "event_code": null_if_empty(sheet["event_code"]),
        "event": map_distinct(sheet["event_code"], words),
        "actor1": null_if_empty(sheet["actor1"]),
        "actor2": null_if_empty(sheet["actor2"]),
        "mentions": counts("mentions", sheet["mentions"])[0],
        "articles": counts("articles", sheet["articles"])[0],
        "url": null_if_empty(sheet["url"]),
        "licence": pa.repeat(licence, len(sheet)),
    }


def _moments(text: pa.StringArray) -> pa.TimestampArray:
    """Dates and times written in fourteen digits, in UTC; null for what is none."""
    distinct = text.dictionary_encode()
    written = pc.if_else(pc.match_substring_regex(distinct.dictionary, r"^\d{14}$"), distinct.dictionary, None)
    moments = pc.strptime(written, format="%Y%m%d%H%M%S", unit="us", error_is_null=True)
    return pc.assume_timezone(moments, "UTC").take(distinct.indices)
