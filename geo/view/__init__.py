"""What a reader asked to see, and its query string: one for the page, the API and the exports.

Repeated keys make lists.
"""

from geo.view.areas import area_polygon
from geo.view.asked import PAGE_KEYS, Dates, Days, Match, Only, Rule, View
from geo.view.keys import FILTER_KEYS, MAX_KM, MAX_VALUES
from geo.view.marks import marked
from geo.view.query import from_pairs, from_query, pairs, to_query
from geo.view.values import MAX_DEATHS, MAX_TEXT

__all__ = [
    "FILTER_KEYS",
    "MAX_DEATHS",
    "MAX_KM",
    "MAX_TEXT",
    "MAX_VALUES",
    "PAGE_KEYS",
    "Dates",
    "Days",
    "Match",
    "Only",
    "Rule",
    "View",
    "area_polygon",
    "from_pairs",
    "from_query",
    "marked",
    "pairs",
    "to_query",
]
