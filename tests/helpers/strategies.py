"""Views and queries for property tests."""

from datetime import date

from hypothesis import strategies as st

from geo.view import EMPTY, View
from geo.view.view import ENTRIES

names = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=30).filter(str.strip)
some_day = st.dates(date(1900, 1, 1))
closed_days = st.tuples(some_day, some_day).map(sorted).map(tuple)
open_days = st.tuples(some_day, st.none()) | st.tuples(st.none(), some_day)
days = closed_days | open_days
countries = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
areas = st.sampled_from(["30,30,50,40", "POLYGON ((35 35, 36 35, 36 36, 35 35))", "-180,-90,180,90"])
borders = st.tuples(countries, countries).filter(lambda pair: pair[0] < pair[1]).map("-".join)


# What a schema says too little of.
_OF_KEY = {"days": days, "area": areas, "border": borders, "v": names}


def one_of(schema) -> st.SearchStrategy[str]:
    """A value as an address holds it."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "boolean":
        return st.sampled_from(("true", "false"))
    if "minimum" in schema:
        numbers = st.integers if schema["type"] == "integer" else st.floats
        return numbers(schema["minimum"], schema["maximum"]).map(str)
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], fullmatch=True)
    return st.sampled_from(schema["examples"]) if "examples" in schema else names


def of(key: str) -> st.SearchStrategy:
    """A value of a key of the view, as its entry reads it; often its default."""
    entry = ENTRIES[key].key
    if key in _OF_KEY:
        return st.none() | _OF_KEY[key]
    if entry.is_list:
        return st.lists(one_of(entry.schema["items"]), max_size=3, unique=True).map(entry.read)
    return st.just(getattr(EMPTY, key)) | one_of(entry.schema).map(lambda value: entry.read([value]))


@st.composite
def views(draw: st.DrawFn) -> View:
    """Any view: a filter that was added is drawn too."""
    fields = {key: draw(of(key)) for key in ENTRIES}
    parts = {key: entry.part_of.other for key, entry in ENTRIES.items() if entry.part_of}
    return View(**fields | {key: getattr(EMPTY, key) for key, other in parts.items() if not fields[other]})
