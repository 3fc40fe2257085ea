"""Rows as GDELT 2.0 writes them, by hand."""

from geo.readers.gdelt.codes import COLUMNS, WIDTH

# A fight in Aleppo, as it would be coded; the address is made up.
FIGHT = {
    "id": "1200000001", "day": "20250307", "actor1": "SYRIA", "actor2": "REBEL", "event_code": "193", "mentions": "12",
    "articles": "10", "geo_type": "4", "place": "Aleppo, Halab, Syria", "fips": "SY", "lat": "36.2028",
    "lon": "37.1586", "added": "20250308101500", "url": "https://news.example/aleppo",
}  # fmt: skip


def row(**cells):
    line = [""] * WIDTH
    for name, cell in (FIGHT | cells).items():
        line[COLUMNS[name]] = cell
    return "\t".join(line)


def written(*rows):
    return "".join(f"{each}\n" for each in rows)
