"""The words of the map's legend to be gathered: precisions, and how far a report was checked."""

from geo.words import N_

# Written out, because words are gathered from the code as it stands; a test holds them to the legend.
LEGEND = (
    N_("Type not known, or several types"),
    # How far a report was checked.
    N_("corroborated"),
    N_("partly corroborated"),
    N_("unverified"),
    N_("disputed"),
    N_("discounted"),
    # How well a place is known: in the legend, and of one place.
    N_("dot: the exact place"),
    N_("exact place"),
    N_("dot in a ring: close to here"),
    N_("within {radius}"),
    N_("ring: somewhere in the town"),
    N_("somewhere in the town, within {radius}"),
    N_("dashed ring: roughly near"),
    N_("roughly near: within {radius}"),
    N_("hatched: known only to the district"),
    N_("known only to the district"),
    N_("hatched: known only to the province"),
    N_("known only to the province"),
    N_("line: along a border or a road"),
    N_("somewhere along the line"),
    N_("not drawn: known only to the country"),
    N_("known only to the country"),
    N_("not drawn: place unknown"),
    N_("place unknown"),
)
