"""The wordings that place something by other places, in English and Arabic: one pattern for a whole phrase each.

Groups: `number`, `to`, `unit` (`distances.DISTANCE`), `most` (the distance is only an upper bound), `direction`
(`compass.DIRECTION`), `first` and `second` (place names), `ends` (two names joined by a dash), `border` (a border).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from geo.places.geocoder.relative.compass import ARABIC_DIRECTION, DIRECTION
from geo.places.geocoder.relative.distances import DISTANCE

Kind = Literal["offset", "distance", "direction", "part", "near", "outskirts", "between", "road", "border_near"]

_THING = (
    "areas?|region|place|point|spot|site|location|positions?|towns?|villages?|hamlet|settlement|checkpoint|farm|"
    "farmland|fields?|roads?|house|base|desert|countryside|stretch|part|section"
)
_LEAD = (
    r"(?:(?:in|at|from|on|to|inside|along) )?(?:(?:an?|the|some|one) )?"
    rf"(?:(?:(?:small|remote|rural|desert) )?(?:{_THING})(?: of(?: the)?)? )?(?:(?:located|situated|lying) )?"
)
_MOST = "(?P<most>(?:within|less than|under|up to|no more than) )?"
_ABOUT = r"(?:(?:about|around|some|roughly|nearly|almost|approximately|approx\.?|circa|an estimated|just over) |~ ?)?"
_ALSO = r"(?: \([^()]{1,40}\))?"  # "10 kilometres (6 miles)"
_FAR = f"{_LEAD}{_MOST}{_ABOUT}{DISTANCE}{_ALSO}(?: away)?"
_FEW = (
    "(?:an? )?(?:few|couple(?: of)?|several) "
    "(?:k(?:ilo)?m(?:et(?:er|re)s?|s)?|miles|(?:hundred )?met(?:er|re)s)(?: away)?"
)
_NEAR = (
    "near(?:by| to)?|close to|next to|not far from|adjacent to|(?:in and )?around|"
    "(?:the )?(?:vicinity|surroundings|neighbou?rhood|environs|area) of"
)
_SIDE = "(?:(?:north|south|east|west)(?:[ -]?(?:east|west))?ern )?"
_EDGE = "(?:outskirts|edges?|suburbs?|periphery|entrances?|approaches)"
_ROAD = "(?:road|highway|motorway|expressway|route|freeway)"
_SORT = r"(?:(?:main|old|new|international|national|desert|coastal|[a-z]-?\d{1,3}) ){0,2}"
_ROUTE = rf"{_SORT}{_ROAD}(?: [a-z]?-?\d{{1,3}})?"
_LINKING = "(?:(?:that|which) )?(?:between|from|links?|linking|connects?|connecting|joins?|joining)"
_BORDER = (
    "(?P<border>(?:the )?(?:.+? )??(?:borders?|frontier)(?: (?:areas?|region|zone|strip|line))?"
    "(?: (?:between|with|of|shared with) .+?)?)"
)

_ENGLISH: Sequence[tuple[Kind, str]] = (
    ("border_near", f"{_LEAD}(?:(?:near|close to|across|by) )?{_BORDER},? (?:{_NEAR}|at|by|opposite) (?P<first>.+)"),
    ("border_near", f"{_LEAD}(?:{_NEAR}|opposite) (?P<first>.+?),? (?:on|along|at|near|by|close to) {_BORDER}"),
    ("near", f"{_LEAD}(?:on|along|at|by|across|{_NEAR}) {_BORDER}"),
    ("road", f"{_LEAD}(?:near )?(?:the )?{_ROUTE} {_LINKING} (?P<first>.+?) (?:and|to|with) (?P<second>.+)"),
    ("road", f"{_LEAD}(?:near )?(?:the )?(?P<ends>.+?) {_SORT}{_ROAD}"),
    ("between", f"{_LEAD}(?:midway |halfway |somewhere |in )?between (?P<first>.+?) and (?P<second>.+)"),
    ("offset", f"{_FAR},? (?:to |towards )?(?:the )?{DIRECTION} (?:of|from) (?P<first>.+)"),
    ("distance", f"{_FAR} (?:from|of|outside(?: of)?) (?P<first>.+)"),
    ("outskirts", f"{_LEAD}{_SIDE}{_EDGE} (?:of|to) (?P<first>.+)"),
    ("outskirts", f"{_LEAD}(?:just )?outside(?: of)? (?P<first>.+)"),
    ("outskirts", rf"(?:(?:in|on|at) )?(?:the )?(?P<first>.+?)(?:['\u2019]s?)? {_SIDE}(?:outskirts|suburbs)"),
    ("part", f"(?:(?:in|from) )?the {DIRECTION} of (?P<first>.+)"),
    (
        "direction",
        f"{_LEAD}(?:{_FEW} |just |immediately |further )?(?:to the )?{DIRECTION} (?:of|from) (?P<first>.+)",
    ),
    ("near", f"{_LEAD}{_FEW} (?:from|outside) (?P<first>.+)"),
    ("near", f"{_LEAD}(?:{_NEAR}) (?P<first>.+)"),
    ("near", "(?:in )?(?:the )?(?P<first>.+?) areas?"),
)

_ARABIC_LEAD = "(?:في |على |من |عند )?(?:(?:ال)?(?:منطقة|منطقه|قرية|بلدة|موقع|نقطة) )?(?:الواقعة |واقعة |تقع )?"
_ARABIC_TO = "(?:[إا]لى |باتجاه )?"
_ARABIC_FAR = f"{_ARABIC_LEAD}(?:(?:على )?(?:بعد|مسافة) )?(?:نحو |حوالي |قرابة |بنحو )?{DISTANCE}"
_ARABIC_NEAR = "قرب|بالقرب من|قريب[اة]? من|على مقربة من|بجوار|جوار|بجانب|محيط|في محيط|في جوار|حول"
_ARABIC_BORDER = "(?P<border>(?:ال)?حدود(?: .+?)?)"
_ARABIC_ROAD = "(?:على )?(?:ال)?(?:طريق|[أا]وتوستراد|[أا]وتستراد)(?: الدولي| العام| السريع)?"
_ARABIC_BETWEEN = "(?:ما )?بين (?P<first>.+?) و ?(?P<second>.+)"

_ARABIC: Sequence[tuple[Kind, str]] = (
    ("border_near", f"{_ARABIC_LEAD}{_ARABIC_BORDER} (?:{_ARABIC_NEAR}|عند|مقابل) (?P<first>.+)"),
    ("border_near", f"(?:{_ARABIC_NEAR}) (?P<first>.+?) (?:على|عند) {_ARABIC_BORDER}"),
    ("near", f"(?:على|على طول|عند|بمحاذاة|{_ARABIC_NEAR}) {_ARABIC_BORDER}"),
    ("road", f"{_ARABIC_ROAD}(?: الواصل| الرابط| الممتد)? {_ARABIC_BETWEEN}"),
    ("road", f"{_ARABIC_ROAD} (?P<ends>.+)"),
    ("between", f"{_ARABIC_LEAD}{_ARABIC_BETWEEN}"),
    ("offset", f"{_ARABIC_FAR} {_ARABIC_TO}{ARABIC_DIRECTION} (?:من |عن )?(?P<first>.+)"),
    ("distance", f"{_ARABIC_FAR} (?:من|عن) (?P<first>.+)"),
    ("outskirts", "(?:في |على |عند )?(?:أطراف|ضواحي|مشارف|تخوم|خارج) (?P<first>.+)"),
    ("direction", f"{_ARABIC_LEAD}{_ARABIC_TO}{ARABIC_DIRECTION} (?:من|عن) (?P<first>.+)"),
    ("part", f"{_ARABIC_LEAD}{ARABIC_DIRECTION} (?P<first>.+)"),
    ("near", f"{_ARABIC_LEAD}(?:{_ARABIC_NEAR}) (?P<first>.+)"),
)

_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in (*_ENGLISH, *_ARABIC)]


def readings(phrase: str) -> Iterator[tuple[Kind, dict[str, str]]]:
    """Every kind of wording a whole phrase can be taken for, likeliest first, with the groups it has."""
    for kind, pattern in _PATTERNS:
        found = pattern.fullmatch(phrase)
        if found:
            yield kind, {name: text for name, text in found.groupdict().items() if text}
