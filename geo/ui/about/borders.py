"""Where the shipped borders take one of several views, in neutral words: the About page's list.

Written out, because asking the shapes would load them all for one page; a test holds each line to the data.
"""

from dataclasses import dataclass

from geo.words import marked


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
    Disputed(marked("Golan Heights"), 35.77, 33.27, "IL", marked("Syria")),
    Disputed(marked("Golan: the UN zone (Quneitra)"), 35.824, 33.125, "SY", marked("Israel, in part")),
    Disputed(marked("Shebaa Farms"), 35.72, 33.30, "IL", marked("Lebanon, or Syria")),
    Disputed(marked("East Jerusalem"), 35.237, 31.78, "IL", marked("Palestine")),
    Disputed(marked("West Bank"), 35.20, 31.90, "PS", marked("views differ on status and borders")),
    Disputed(marked("Gaza Strip"), 34.46, 31.50, "PS", marked("views differ on status and borders")),
    Disputed(marked("Northern Cyprus"), 33.32, 35.33, "CY", marked("a state of its own")),
    Disputed(marked("Akrotiri and Dhekelia"), 33.75, 34.99, "CY", marked("the United Kingdom")),
    Disputed(marked("Abu Musa"), 55.03, 25.87, "IR", marked("the United Arab Emirates")),
    Disputed(marked("Western Sahara, west of the berm (Laayoune)"), -13.20, 27.15, "MA", marked("Western Sahara")),
    Disputed(marked("Western Sahara, east of the berm (Tifariti)"), -10.57, 26.16, "EH", marked("Morocco")),
    Disputed(marked("Hala'ib Triangle"), 36.50, 22.25, "EG", marked("Sudan")),
    Disputed(marked("Bir Tawil"), 33.70, 21.87, "SD", marked("neither Egypt nor Sudan")),
    Disputed(marked("Abyei"), 28.44, 9.60, "SD", marked("South Sudan")),
    Disputed(marked("Ilemi Triangle"), 35.30, 4.90, "KE", marked("South Sudan, or Ethiopia")),
    Disputed(marked("Somaliland"), 44.06, 9.56, "SO", marked("a state of its own")),
    Disputed(marked("Crimea"), 34.10, 44.95, "RU", marked("Ukraine"), division="UA"),
    Disputed(marked("Sevastopol"), 33.52, 44.60, "RU", marked("Ukraine"), division="UA"),
    Disputed(marked("Donetsk"), 37.80, 48.00, "UA", marked("Russia")),
    Disputed(marked("Luhansk"), 39.30, 48.57, "UA", marked("Russia")),
    Disputed(marked("Transnistria"), 29.63, 46.84, "MD", marked("a state of its own")),
    Disputed(marked("Kosovo"), 21.17, 42.66, "XK", marked("Serbia")),
    Disputed(marked("Abkhazia"), 41.02, 43.00, "GE", marked("a state of its own")),
    Disputed(marked("South Ossetia"), 43.97, 42.22, "GE", marked("a state of its own")),
    Disputed(marked("Kashmir: Gilgit"), 74.31, 35.92, "PK", marked("India")),
    Disputed(marked("Kashmir: Srinagar"), 74.80, 34.08, "IN", marked("Pakistan")),
    Disputed(marked("Kashmir: Aksai Chin"), 79.50, 35.20, "CN", marked("India")),
    Disputed(marked("Kashmir: Siachen Glacier"), 77.10, 35.40, None, marked("India, or Pakistan")),
    Disputed(marked("Arunachal Pradesh"), 93.60, 27.10, "IN", marked("China")),
    Disputed(marked("Taiwan"), 121.50, 25.03, "TW", marked("China")),
    Disputed(marked("Southern Kuril Islands"), 147.60, 45.00, "RU", marked("Japan")),
    Disputed(marked("Paracel Islands"), 112.34, 16.83, None, marked("China, Taiwan, or Vietnam")),
    Disputed(marked("Falkland Islands (Malvinas)"), -57.85, -51.70, "FK", marked("Argentina")),
    Disputed(marked("Essequibo"), -59.50, 5.50, "GY", marked("Venezuela")),
)
