"""Disputed borders of the shipped boundaries, in neutral words: the About page's list.

Written out, because asking the shapes would load them all for one page; a test holds each line to the data.
"""

from dataclasses import dataclass

from geo.words import N_


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
    Disputed(N_("Golan Heights"), 35.77, 33.27, "IL", N_("Syria")),
    Disputed(N_("Golan: the UN zone (Quneitra)"), 35.824, 33.125, "SY", N_("Israel, in part")),
    Disputed(N_("Shebaa Farms"), 35.72, 33.30, "IL", N_("Lebanon, or Syria")),
    Disputed(N_("East Jerusalem"), 35.237, 31.78, "IL", N_("Palestine")),
    Disputed(N_("West Bank"), 35.20, 31.90, "PS", N_("views differ on status and borders")),
    Disputed(N_("Gaza Strip"), 34.46, 31.50, "PS", N_("views differ on status and borders")),
    Disputed(N_("Northern Cyprus"), 33.32, 35.33, "CY", N_("an independent state")),
    Disputed(N_("Akrotiri and Dhekelia"), 33.75, 34.99, "CY", N_("the United Kingdom")),
    Disputed(N_("Abu Musa"), 55.03, 25.87, "IR", N_("the United Arab Emirates")),
    Disputed(N_("Western Sahara, west of the berm (Laayoune)"), -13.20, 27.15, "MA", N_("Western Sahara")),
    Disputed(N_("Western Sahara, east of the berm (Tifariti)"), -10.57, 26.16, "EH", N_("Morocco")),
    Disputed(N_("Hala'ib Triangle"), 36.50, 22.25, "EG", N_("Sudan")),
    Disputed(N_("Bir Tawil"), 33.70, 21.87, "SD", N_("neither Egypt nor Sudan")),
    Disputed(N_("Abyei"), 28.44, 9.60, "SD", N_("South Sudan")),
    Disputed(N_("Ilemi Triangle"), 35.30, 4.90, "KE", N_("South Sudan, or Ethiopia")),
    Disputed(N_("Somaliland"), 44.06, 9.56, "SO", N_("an independent state")),
    Disputed(N_("Crimea"), 34.10, 44.95, "RU", N_("Ukraine"), division="UA"),
    Disputed(N_("Sevastopol"), 33.52, 44.60, "RU", N_("Ukraine"), division="UA"),
    Disputed(N_("Donetsk"), 37.80, 48.00, "UA", N_("Russia")),
    Disputed(N_("Luhansk"), 39.30, 48.57, "UA", N_("Russia")),
    Disputed(N_("Transnistria"), 29.63, 46.84, "MD", N_("an independent state")),
    Disputed(N_("Kosovo"), 21.17, 42.66, "XK", N_("Serbia")),
    Disputed(N_("Abkhazia"), 41.02, 43.00, "GE", N_("an independent state")),
    Disputed(N_("South Ossetia"), 43.97, 42.22, "GE", N_("an independent state")),
    Disputed(N_("Kashmir: Gilgit"), 74.31, 35.92, "PK", N_("India")),
    Disputed(N_("Kashmir: Srinagar"), 74.80, 34.08, "IN", N_("Pakistan")),
    Disputed(N_("Kashmir: Aksai Chin"), 79.50, 35.20, "CN", N_("India")),
    Disputed(N_("Kashmir: Siachen Glacier"), 77.10, 35.40, None, N_("India, or Pakistan")),
    Disputed(N_("Arunachal Pradesh"), 93.60, 27.10, "IN", N_("China")),
    Disputed(N_("Taiwan"), 121.50, 25.03, "TW", N_("China")),
    Disputed(N_("Southern Kuril Islands"), 147.60, 45.00, "RU", N_("Japan")),
    Disputed(N_("Paracel Islands"), 112.34, 16.83, None, N_("China, Taiwan, or Vietnam")),
    Disputed(N_("Falkland Islands (Malvinas)"), -57.85, -51.70, "FK", N_("Argentina")),
    Disputed(N_("Essequibo"), -59.50, 5.50, "GY", N_("Venezuela")),
)
