"""ACLED's columns and codes.

Source: ACLED Codebook 2024; the columns as of the changes of 2023-03-20. Older files have `event_id_no_cnty`, `data_id`
and `iso3` too, which say nothing that the others do not.
"""

from datetime import date, timedelta

from geo.incident import DatePrecision, PlacePrecision

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip

# What the record has no field for, or says by itself.
_PASSED_OVER = ("year", "disorder_type", "interaction", "iso", "region", "admin3", "source_scale")
READ = tuple(name for name in COLUMNS if name not in _PASSED_OVER)

# Without these a file is no ACLED file, or one from which no incident can be made.
NEEDED = ("event_id_cnty", "event_date", "time_precision", "event_type", "country", "geo_precision")

TIME = {"1": DatePrecision.DAY, "2": DatePrecision.WEEK, "3": DatePrecision.MONTH}

# 3 is a larger region, given the coordinates of a place that stands for it: often the provincial capital.
PLACE = {"1": PlacePrecision.SETTLEMENT, "2": PlacePrecision.NEAR, "3": PlacePrecision.ADMIN1}

# Who an actor is, as a number or, since September 2024, in words.
CIVILIANS = ("7", "civilians")

# ACLED's own names for countries that nobody else calls so.
COUNTRIES = {
    "Democratic Republic of Congo": "CD",
    "Republic of Congo": "CG",
    "Reunion": "RE",
    "Mayotte": "YT",
    "Virgin Islands, U.S.": "VI",
}


def within(day: date, precision: DatePrecision) -> tuple[date, date]:
    """Return the first and last day an incident can have happened on.

    ACLED gives one day that stands for the week or month. It does not say which day of a week, so the week reaches six
    days either way; a month is the calendar's.
    """
    if precision is DatePrecision.WEEK:
        return day - timedelta(days=6), day + timedelta(days=6)
    if precision is DatePrecision.MONTH:
        first = day.replace(day=1)
        return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return day, day
