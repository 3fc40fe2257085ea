"""The words of the map's legend to be gathered: precisions, and how far a report was checked."""

from geo.words import marked

# Written out, because words are gathered from the code as it stands; a test holds them to the legend.
LEGEND = (
    marked("Type not known, or several types"),
    # How far a report was checked.
    marked("corroborated"),
    marked("partly corroborated"),
    marked("unverified"),
    marked("disputed"),
    marked("discounted"),
    # How well a place is known: in the legend, and of one place.
    marked("dot: the exact place"),
    marked("exact place"),
    marked("dot in a ring: close to here"),
    marked("within {radius}"),
    marked("ring: somewhere in the town"),
    marked("somewhere in the town, within {radius}"),
    marked("dashed ring: roughly near"),
    marked("roughly near: within {radius}"),
    marked("hatched: known only to the district"),
    marked("known only to the district"),
    marked("hatched: known only to the province"),
    marked("known only to the province"),
    marked("line: along a border or a road"),
    marked("somewhere along the line"),
    marked("not drawn: known only to the country"),
    marked("known only to the country"),
    marked("not drawn: place unknown"),
    marked("place unknown"),
)
