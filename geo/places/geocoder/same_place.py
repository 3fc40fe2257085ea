"""Identity of two places of the same name."""

from pyproj import Geod

from geo.incident import Place

_WGS84 = Geod(ellps="WGS84")
# Two entries of a gazetteer this near one another, in one province, are one place entered twice.
_SAME_KM = 10.0


def same_place(first: Place, second: Place) -> bool:
    """Return whether two places of one name are one: entered twice, or a city and the division or country around it."""
    if first is second:
        return True
    if "country" in (first.kind, second.kind):
        return first.country == second.country
    if first.admin1 is None or (first.country, first.admin1) != (second.country, second.admin1):
        return False
    if None in (first.lon, second.lon):
        return "admin1" in (first.kind, second.kind) and first.lon is not second.lon
    return bool(_WGS84.inv(first.lon, first.lat, second.lon, second.lat)[2] < _SAME_KM * 1000)
