"""Where the shipped borders take one of several views, in neutral words: the About page's list.

Written out, because asking the shapes would load them all for one page; a test holds each line to the data.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Disputed:
    """A territory, a point in it (degrees, longitude first), and which country's outline holds that point.

    `country` is an ISO 3166-1 alpha-2 code, None where nothing is drawn; `division` the country its province is
    listed under where that is another one.
    """

    name: str
    lon: float
    lat: float
    country: str | None
    others: str
    division: str | None = None


DISPUTED = (
    Disputed("Golan Heights", 35.77, 33.27, "IL", "Syria"),
    Disputed("Golan: the UN zone (Quneitra)", 35.824, 33.125, "SY", "Israel, in part"),
    Disputed("Shebaa Farms", 35.72, 33.30, "IL", "Lebanon, or Syria"),
    Disputed("East Jerusalem", 35.237, 31.78, "IL", "Palestine"),
    Disputed("West Bank", 35.20, 31.90, "PS", "views differ on status and borders"),
    Disputed("Gaza Strip", 34.46, 31.50, "PS", "views differ on status and borders"),
    Disputed("Northern Cyprus", 33.32, 35.33, "CY", "a state of its own"),
    Disputed("Akrotiri and Dhekelia", 33.75, 34.99, "CY", "the United Kingdom"),
    Disputed("Abu Musa", 55.03, 25.87, "IR", "the United Arab Emirates"),
    Disputed("Western Sahara, west of the berm (Laayoune)", -13.20, 27.15, "MA", "Western Sahara"),
    Disputed("Western Sahara, east of the berm (Tifariti)", -10.57, 26.16, "EH", "Morocco"),
    Disputed("Hala'ib Triangle", 36.50, 22.25, "EG", "Sudan"),
    Disputed("Bir Tawil", 33.70, 21.87, "SD", "neither Egypt nor Sudan"),
    Disputed("Abyei", 28.44, 9.60, "SD", "South Sudan"),
    Disputed("Ilemi Triangle", 35.30, 4.90, "KE", "South Sudan, or Ethiopia"),
    Disputed("Somaliland", 44.06, 9.56, "SO", "a state of its own"),
    Disputed("Crimea", 34.10, 44.95, "RU", "Ukraine", division="UA"),
    Disputed("Sevastopol", 33.52, 44.60, "RU", "Ukraine", division="UA"),
    Disputed("Donetsk", 37.80, 48.00, "UA", "Russia"),
    Disputed("Luhansk", 39.30, 48.57, "UA", "Russia"),
    Disputed("Transnistria", 29.63, 46.84, "MD", "a state of its own"),
    Disputed("Kosovo", 21.17, 42.66, "XK", "Serbia"),
    Disputed("Abkhazia", 41.02, 43.00, "GE", "a state of its own"),
    Disputed("South Ossetia", 43.97, 42.22, "GE", "a state of its own"),
    Disputed("Kashmir: Gilgit", 74.31, 35.92, "PK", "India"),
    Disputed("Kashmir: Srinagar", 74.80, 34.08, "IN", "Pakistan"),
    Disputed("Kashmir: Aksai Chin", 79.50, 35.20, "CN", "India"),
    Disputed("Kashmir: Siachen Glacier", 77.10, 35.40, None, "India, or Pakistan"),
    Disputed("Arunachal Pradesh", 93.60, 27.10, "IN", "China"),
    Disputed("Taiwan", 121.50, 25.03, "TW", "China"),
    Disputed("Southern Kuril Islands", 147.60, 45.00, "RU", "Japan"),
    Disputed("Paracel Islands", 112.34, 16.83, None, "China, Taiwan, or Vietnam"),
    Disputed("Falkland Islands (Malvinas)", -57.85, -51.70, "FK", "Argentina"),
    Disputed("Essequibo", -59.50, 5.50, "GY", "Venezuela"),
)
