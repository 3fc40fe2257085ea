"""Cleaning of string columns: plain numbers, and names without invisible characters."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

# Arabic-Indic and Persian digits, and the Arabic decimal separator.
DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫", "01234567890123456789.")  # noqa: RUF001
# So many digits as a double holds, and a power that stays finite.
_NUMBER = r"^-?(\d{1,15}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?$"
# Control characters, and those that reorder what stands beside them: a name could pose as another. The joiners
# U+200C and U+200D stay: Persian is spelt with them.
UNSEEN = (
    r"[\x{0000}-\x{001F}\x{007F}-\x{009F}\x{00AD}\x{061C}\x{200B}\x{200E}\x{200F}\x{2028}-\x{202E}"
    r"\x{2060}-\x{2069}\x{FEFF}]"
)


def numbers(text: pa.StringArray, decimal: str = ".") -> np.ndarray:
    """Doubles; NaN for what is no plain number, such as "", "12°", "nan" or, unless `decimal` is a comma, "35,5"."""
    if not pc.all(pc.string_is_ascii(text)).as_py():
        text = pa.array([cell.translate(DIGITS) for cell in text.to_pylist()], pa.string())
    plain = pc.ascii_trim_whitespace(text)
    if decimal == ",":
        plain = pc.replace_substring(pc.replace_substring(plain, ".", "?"), ",", ".")
    known = pc.if_else(pc.match_substring_regex(plain, _NUMBER), plain, None)
    return np.asarray(known.cast(pa.float64()).to_numpy(zero_copy_only=False))


def clean(names: pa.StringArray) -> pa.StringArray:
    """Names without surrounding space, control characters and characters that turn the direction of writing."""
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(names, UNSEEN, ""))


def empty(text: pa.StringArray) -> np.ndarray:
    """Return a mask of the cells that contain nothing but space."""
    return np.asarray(pc.equal(pc.utf8_trim_whitespace(text), "").to_numpy(zero_copy_only=False))


def matches(text: pa.StringArray, pattern: str) -> np.ndarray:
    """Return a mask of the cells that match a regular expression."""
    return np.asarray(pc.match_substring_regex(text, pattern).to_numpy(zero_copy_only=False))
