"""Spelling: two spellings of one name become one key.

Two tiers. `fold` takes away only what carries no meaning between careful writers (case, diacritics, the
article); `loosen` also what careless ones mix up (kh/k, e/i, a final -ah). The looser key is for use only
where the tighter is silent, and inside one country.
"""

import functools
import re
import unicodedata
from collections.abc import Sequence

# Letters no Unicode decomposition reaches. Arabic: alef wasla, alef maqsura, ta marbuta and the Persian,
# Urdu and Kurdish letters that stand for the same sounds. Latin: strokes, dotless i, schwa.
_LETTERS = {
    **dict.fromkeys(map(ord, "\u0649\u06cc\u06d0"), "\u064a"),  # alef maqsura, Persian yeh, e -> yeh
    **dict.fromkeys(map(ord, "\u0629\u06c0\u06d5\u06c1\u06c3\u06be"), "\u0647"),  # ta marbuta and other hehs -> heh
    ord("\u0671"): "\u0627",  # alef wasla -> alef
    ord("\u06a9"): "\u0643",  # keheh -> kaf
    **dict.fromkeys(map(ord, "\u0640\u0621"), None),  # tatweel, hamza on the line
    **str.maketrans({"\u0131": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}),
    **str.maketrans({"ə": "a", "ħ": "h"}),
}
# Apostrophes, ʿayn, hamza, primes and backticks: written or left out at will in transliteration.
_QUOTES = re.compile(r"['`\u00b4\u2018-\u201b\u02b9-\u02cb\u02ee\u2032\u2035\u200b-\u200f\u2066-\u2069\ufeff]")
_WORD = re.compile(r"[^\W_]+")
# The Arabic article in its assimilated forms, as Latin transliterations write it.
_ARTICLES = frozenset((
    "al", "el", "ul", "il", "ad", "ed", "adh", "edh", "ar", "er", "as", "es", "ash", "esh", "ach", "ech", "at", "et",
    "ath", "eth", "an", "en", "az", "ez",
))  # fmt: skip
_ARABIC_ARTICLE = "ال"

_LOOSE = tuple(
    (re.compile(pattern, re.MULTILINE), to)
    for pattern, to in (
        (r"aa+", "a"), (r"(?:ah|eh|a|e|\u0647|\u0627)$", ""), (r"kh|q|ck", "k"), (r"gh", "g"), (r"dh", "d"),
        (r"th", "t"), (r"dj", "j"), (r"sh|ch", "s"), (r"ph", "f"),
        (r"c", "k"), (r"ou|oo|aw|au|ow|w", "u"), (r"ee|ay|ai|ei|ey|y", "i"), (r"e", "i"), (r"o", "u"),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip

# Two letters tell no two places apart.
_TOO_SHORT = 2

_KINDS = {
    "admin1": "governorate governate province muhafazat muhafazah muhafaza mohafazat mohafazah mouhafazat emirate "
    "region countryside rural coast coastal محافظه ريف",
    "airfield": "airbase airport airfield aerodrome airstrip air base field مطار",
    "settlement": "city town village مدينه قريه بلده",
    "part": "north south east west northern southern eastern western northeastern northwestern southeastern "
    "southwestern central northeast northwest southeast southwest",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_FILLERS = frozenset(("of", "the", "in"))
# What stands beside the word that makes a name an airfield's, and by itself makes it none: "Tripoli Army".
_BESIDE_AIRFIELD = frozenset(("international", "military", "army"))


@functools.lru_cache(maxsize=65_536)
def fold(name: str) -> str:
    """Return the tight key of a name: what two careful spellings of it share.

    Case, diacritics, apostrophes and hyphens go, and the article in any of its forms unless nothing else is
    left; Arabic alef forms, alef maqsura, ta marbuta, tatweel and short vowels are levelled.
    Idempotent; never raises; empty for a name without letters or digits.
    """
    words = _WORD.findall(_plain(name))
    kept = [word for i, word in enumerate(words) if word not in _ARTICLES or i == len(words) - 1]
    return " ".join(_without_article(word) for word in kept)


def _plain(name: str) -> str:
    text, before = name, None
    while text != before:  # case folding can bring back a mark, and decomposing a capital
        before = text
        text = _QUOTES.sub("", unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS))
        text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
    return text


def _without_article(word: str) -> str:
    # Three letters must remain: shorter words beginning so are words of their own.
    while word.startswith(_ARABIC_ARTICLE) and len(word) > len(_ARABIC_ARTICLE) + 2:
        word = word.removeprefix(_ARABIC_ARTICLE)
    return word


@functools.lru_cache(maxsize=65_536)
def loosen(folded: str) -> str:
    """Return the loose key of a folded name: what careless spellings share too.

    Spaces, doubled letters and a final -a, -ah, -eh go; kh/q/k, e/i/y, o/u/w and the like become one. Never
    shorter than three characters: a short name keeps its folded form.
    """
    return loosen_all([folded])[0]


def loosen_all(folded: Sequence[str]) -> list[str]:
    """Return the loose key of each folded name, in the same order."""
    # One pass of each pattern over all names at once: a country has up to 60,000.
    text = "\n".join(folded).replace(" ", "")
    for pattern, to in _LOOSE:
        text = pattern.sub(to, text)
    loose = text.split("\n")
    return [key if len(key) > _TOO_SHORT else name for key, name in zip(loose, folded, strict=True)]


def without_kind(folded: str) -> tuple[str, str | None]:
    """Return a folded name without its generic words, and the kind they speak of.

    Returns:
        The bare name and `admin1` ("latakia province"), `airfield` ("shayrat air base"), `settlement`
        ("village of x"), `part` ("northern x": some part of a larger thing) or None. A name made of generic
        words only comes back whole.
    """
    words = folded.split()
    kinds = {_KIND_OF[word] for word in words if word in _KIND_OF}
    beside = _FILLERS | _BESIDE_AIRFIELD if "airfield" in kinds else _FILLERS
    bare = [word for word in words if word not in _KIND_OF and word not in beside]
    if not kinds or not bare:
        return folded, None
    return " ".join(bare), min(kinds, key=tuple(_KINDS).index)
