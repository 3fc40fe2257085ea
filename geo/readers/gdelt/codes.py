"""GDELT 2.0's columns and codes.

Sources: The GDELT Event Database Data Format Codebook V2.0 for the columns and kinds of place; Conflict and Mediation
Event Observations (CAMEO) Codebook 1.1b3 for the codes of events. Of codes that are not listed the words of the next
coarser one are used.
"""

import csv
import functools

from geo.incident import PlacePrecision
from geo.settings import DATA

WIDTH = 61
# The position of each column we read, from 0.
COLUMNS = {
    "id": 0, "day": 1, "actor1": 6, "actor2": 16, "event_code": 26, "mentions": 31, "articles": 33, "geo_type": 51,
    "place": 52, "fips": 53, "lat": 56, "lon": 57, "added": 59, "url": 60,
}  # fmt: skip

# ActionGeo_Type. Of countries, states and provinces (1, 2, 5) the position is a centroid.
PLACES = {
    "1": PlacePrecision.COUNTRY,
    "2": PlacePrecision.ADMIN1,
    "3": PlacePrecision.SETTLEMENT,
    "4": PlacePrecision.SETTLEMENT,
    "5": PlacePrecision.ADMIN1,
}

_EVENTS = {
    "01": "Public statement", "02": "Appeal", "03": "Intent to cooperate", "04": "Consultation",
    "05": "Diplomatic cooperation", "06": "Material cooperation", "07": "Aid", "08": "Yielding", "09": "Investigation",
    "10": "Demand", "11": "Disapproval", "12": "Rejection", "13": "Threat", "14": "Protest", "15": "Show of force",
    "16": "Reduced relations", "17": "Coercion", "18": "Assault", "19": "Fighting", "20": "Mass violence",
    "141": "Demonstration or rally", "142": "Hunger strike", "143": "Strike or boycott", "144": "Obstruction, blockade",
    "145": "Violent protest, riot", "171": "Seizure or damage of property", "1711": "Confiscation of property",
    "1712": "Destruction of property", "173": "Arrest or detention", "174": "Expulsion or deportation",
    "175": "Violent repression", "181": "Abduction, hijacking or hostage-taking", "182": "Physical assault",
    "1821": "Sexual assault", "1822": "Torture", "1823": "Killing by physical assault",
    "183": "Bombing, not by a military", "1831": "Suicide bombing", "1832": "Vehicle bombing",
    "1833": "Roadside bombing", "1834": "Bombing of a place", "184": "Use as human shield",
    "185": "Attempted assassination", "186": "Assassination", "190": "Use of military force",
    "191": "Blockade, restricted movement", "192": "Occupation of territory", "193": "Fighting with small arms",
    "194": "Fighting with artillery and tanks", "195": "Use of aerial weapons",
    "1951": "Precision-guided aerial attack",
    "1952": "Drone attack", "196": "Breach of a ceasefire", "201": "Mass expulsion", "202": "Mass killing",
    "203": "Ethnic cleansing", "204": "Use of weapons of mass destruction",
    "2041": "Use of chemical, biological or radiological weapons", "2042": "Use of nuclear weapons",
}  # fmt: skip


def words(code: str) -> str | None:
    """Return the meaning of a CAMEO code of two to four digits; None for none."""
    return next((_EVENTS[code[:length]] for length in (4, 3, 2) if code[:length] in _EVENTS), None)


@functools.cache
def countries() -> dict[str, str]:
    """Return the alpha-2 code of each FIPS 10-4 code."""
    with (DATA / "fips_countries.csv").open(newline="", encoding="utf-8") as file:
        return {row["fips"]: row["country"] for row in csv.DictReader(file)}
