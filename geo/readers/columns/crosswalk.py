"""Others' codes in our words, each with the reason it is that one.

UCDP: UCDP Georeferenced Event Dataset Codebook. Where a code says less than ours, ours stays unknown.
"""

from geo.incident import DatePrecision, PlacePrecision, Role

# type_of_violence -> event_type, sub_type, and UCDP's own name for it.
# 1 and 2 are armed force between two organised parties, which is ACLED's "Battles"; UCDP does not say whether they
# clashed, shelled or bombed, so the sub-type stays unknown. 3 is armed force by a government or an organised group
# against civilians that killed at least one: ACLED's "Attack".
UCDP_TYPES: dict[str, tuple[str, str | None, str]] = {
    "1": ("Battles", None, "State-based violence"),
    "2": ("Battles", None, "Non-state violence"),
    "3": ("Violence against civilians", "Attack", "One-sided violence"),
}

# type_of_violence -> roles of side_a and side_b. In one-sided violence side_a is by definition who attacked civilians.
# Of two parties UCDP does not say who attacked.
UCDP_ROLES: dict[str, tuple[Role, Role]] = {
    "1": (Role.PARTY, Role.PARTY),
    "2": (Role.PARTY, Role.PARTY),
    "3": (Role.PERPETRATOR, Role.TARGET),
}

# date_prec: 1 the day; 2 two to six days; 3 the week; 4 the month; 5 the year is known.
UCDP_DATES: dict[str, DatePrecision] = {
    "1": DatePrecision.DAY,
    "2": DatePrecision.DAYS,
    "3": DatePrecision.WEEK,
    "4": DatePrecision.MONTH,
    "5": DatePrecision.YEAR,
}

# where_prec. 1 is "exact" to UCDP, but its point is mostly a town's: a settlement, not a spot in it. 2 is about 25 km
# around a named place. 3 is a district, 4 a province. The point of 5 stands for a part of a country ("Northern Homs",
# a road, an island), and the province is what can be drawn of it. 6 is a country. 7 is water or airspace, its point
# an estimate. From 3 on the point is a centroid and never kept.
UCDP_PLACES: dict[str, PlacePrecision] = {
    "1": PlacePrecision.SETTLEMENT,
    "2": PlacePrecision.NEAR,
    "3": PlacePrecision.ADMIN2,
    "4": PlacePrecision.ADMIN1,
    "5": PlacePrecision.ADMIN1,
    "6": PlacePrecision.COUNTRY,
    "7": PlacePrecision.UNKNOWN,
}

# UCDP's names of countries that none of our spellings is, after what it adds in brackets was taken away.
UCDP_COUNTRIES: dict[str, str] = {"Bosnia-Herzegovina": "BA", "Macedonia, FYR": "MK"}
