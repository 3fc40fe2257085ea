"""View of the data, and its query string: one for the page, the API and the exports.

Repeated keys make lists.
"""

from geo.view.entry import Compare, Filter
from geo.view.keys import MAX_VALUES
from geo.view.mark_selection import parse_at
from geo.view.parse_area import area_polygon
from geo.view.parsers import MAX_TEXT
from geo.view.query import from_pairs, from_query, pairs, to_query
from geo.view.view import EMPTY, FILTERS, PAGE_KEYS, View
from geo.view.vocabularies import Dates, Days, Match, Only, Rule
from geo.view.widgets import Control, Section, Widget, Words

FILTER_KEYS = tuple(FILTERS)

__all__ = [
    "EMPTY",
    "FILTERS",
    "FILTER_KEYS",
    "MAX_TEXT",
    "MAX_VALUES",
    "PAGE_KEYS",
    "Compare",
    "Control",
    "Dates",
    "Days",
    "Filter",
    "Match",
    "Only",
    "Rule",
    "Section",
    "View",
    "Widget",
    "Words",
    "area_polygon",
    "from_pairs",
    "from_query",
    "pairs",
    "parse_at",
    "to_query",
]
