"""The names of each place as one list: its main name first, then its other spellings."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geo.text import cells

# A control character, which no cleaned name holds.
_BETWEEN = "\x1f"
_LINK = r"://|^www\."
# What a GeoNames dump lists among names: post codes, Wikidata ids, codes of airports (IATA, ICAO) and of places of
# trade (UN/LOCODE), and names in small Latin letters only, which are machine transliterations ("alladhqyt").
_CODE = r"^[0-9 -]+$|^Q[0-9]+$|^[A-Z0-9]{3,5}$|^[\x20-\x40\x5B-\x7E]*[a-z][\x20-\x40\x5B-\x7E]*$"
# What folding takes away too: combining marks, and the quotes that stand for 'ayn and hamza.
_MARKS = r"\p{Mn}|['`\x{2018}\x{2019}\x{02BB}\x{02BC}\x{02BE}\x{02BF}]"


def split_names(name: pa.StringArray, others: pa.StringArray, between: str) -> pa.ListArray:
    """Return the names a user lists: `others` separated by the regular expression `between`; links are left out.

    `name` must be clean already.
    """
    return _lists(name, pc.replace_substring_regex(cells.clean(others), between, _BETWEEN), _LINK)


def listed_in_dump(name: pa.StringArray, ascii_name: pa.StringArray, others: pa.StringArray) -> pa.ListArray:
    """Return the names a GeoNames dump lists, without links, codes and machine transliterations.

    `name` must be clean already.
    """
    ascii_name = cells.clean(ascii_name)
    same = pc.equal(_strip_marks(name), _strip_marks(ascii_name))  # most are: and to fold a name takes 10 µs
    more = pc.replace_substring(cells.clean(others), ",", _BETWEEN)
    also = pc.binary_join_element_wise(pc.if_else(same, "", ascii_name), more, _BETWEEN)
    return _lists(name, also, f"{_LINK}|{_CODE}")


def _strip_marks(names: pa.StringArray) -> pa.StringArray:
    return pc.replace_substring_regex(pc.utf8_normalize(names, "NFKD"), _MARKS, "")


def _lists(name: pa.StringArray, others: pa.StringArray, no_name: str) -> pa.ListArray:
    lists = pc.split_pattern(pc.binary_join_element_wise(name, others, _BETWEEN), _BETWEEN)
    names = pc.utf8_trim_whitespace(lists.values)
    keep = ~(cells.matches(names, no_name) | cells.empty(names))
    keep[lists.offsets.to_numpy()[:-1]] = True
    offsets = np.concatenate([[0], np.cumsum(keep)])[lists.offsets.to_numpy()]
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), names.filter(pa.array(keep)))
