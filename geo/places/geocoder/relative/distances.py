"""Distances as reports state them: a number or a word for it, a unit, and how far the number was rounded."""

import re
from dataclasses import dataclass
from decimal import Decimal

# By how a unit begins, the longer beginning first.
_KM = {"k": 1.0, "ك": 1.0, "mi": 1.609344, "ميل": 1.609344, "أم": 1.609344, "m": 0.001, "م": 0.001}
_UNIT = (
    "k(?:ilo)?m(?:et(?:er|re)s?|s)?|mi(?:les?)?|m(?:et(?:er|re)s?)?|"
    "كيلو ?مترات|كيلو ?مترا|كيلو ?متر|كلم|كم|أميال|ميلا|ميل|أمتار|مترا|متر|م"
)
_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_TO_NINETY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {word: Decimal(10 * n) for n, word in enumerate(_TO_NINETY, 2)}
_FROM_THREE = "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"
_WORDS = _TENS | {
    **{word: Decimal(n) for n, word in enumerate(_TO_TWENTY.split(), 1)},
    **{word: Decimal(n) for n, word in enumerate(_FROM_THREE.split(), 3)},
    "a": Decimal(1),
    "an": Decimal(1),
    "half": Decimal("0.5"),
    "hundred": Decimal(100),
}
_WORD = rf"(?:{'|'.join(_WORDS)})"
# Comma and point, and what stands for them in Arabic; `re` and `Decimal` read the digits of any script.
_GROUPED = r"\d{1,3}(?:[,\u066c]\d{3})+"
_NUMBER = rf"{_GROUPED}|\d{{1,6}}(?:[.,\u066b]\d{{1,3}})?|{_WORD}(?:[ -]{_WORD})?"
DISTANCE = rf"(?P<number>{_NUMBER})(?:(?: ?[-\u2013] ?| to )(?P<to>{_NUMBER}))?[ -]?(?P<unit>{_UNIT})"
_MOST_KM = 500


@dataclass(frozen=True, slots=True)
class Distance:
    """A stated distance in kilometres, and how far it may be from that because it was rounded."""

    km: float
    rounding_km: float


def read(number: str, to: str | None, unit: str) -> Distance | None:
    """Parse the parts matched by `DISTANCE`; None for zero, for more than 500 km and for a reversed range.

    A number is as fine as its last digit that is not nought: "10 km" is 5 to 15, "12 km" is 11.5 to 12.5
    (Wieczorek et al. 2004, as in `compass.read`); a five there was rounded to fives: "15 km" is 12.5 to 17.5.
    A range ("10-15 km") says its own ends. Nobody places a thing by a town that is more than 500 km away.
    """
    low, high = _value(number), _value(to or number)
    scale = next(km for beginning, km in _KM.items() if unit.lower().startswith(beginning))
    if low is None or high is None or high < low or not 0 < float(high) * scale <= _MOST_KM:
        return None
    half = (high - low) / 2 if to else _half_unit(low)
    return Distance(float(low + high) / 2 * scale, float(half) * scale)


def _value(text: str) -> Decimal | None:
    if text[0].isdigit():
        comma = "" if re.fullmatch(_GROUPED, text) else "."
        return Decimal(re.sub("[,\u066b\u066c]", comma, text))
    first, *rest = (_WORDS[word] for word in re.split("[ -]", text.lower()))
    if not rest:
        return first
    if rest[0] == _WORDS["hundred"] or first == _WORDS["half"]:
        return first * rest[0]
    tens_and_ones = first in _TENS.values() and rest[0] in range(1, 10)
    return first + rest[0] if tens_and_ones else None


def _half_unit(value: Decimal) -> Decimal:
    """Half of what the last written digit that is not nought counts, or half of five of it for a five."""
    written = value if "." in str(value) else value.normalize()
    *_, last = written.as_tuple().digits
    unit = Decimal(1).scaleb(int(written.as_tuple().exponent))
    return unit * 5 / 2 if last == 5 and unit <= 1 else unit / 2  # noqa: PLR2004 - the digit
