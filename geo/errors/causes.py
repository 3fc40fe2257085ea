"""Why the system refused, in words: what its libraries say is a number, or English with paths in it."""

import errno
import os
import re

from geo.errors.sentence import Sentence

_MISSING = Sentence("a file or folder is missing")
_WORDS = {
    errno.ENOSPC: Sentence("the disk is full"),
    errno.EDQUOT: Sentence("the disk quota is used up"),
    errno.EFBIG: Sentence("the file would be larger than the system allows"),
    errno.EROFS: Sentence("the disk is read-only"),
    errno.EACCES: Sentence("there is no permission to read or write the folder"),
    errno.EPERM: Sentence("there is no permission to read or write the folder"),
    errno.EIO: Sentence("the disk reports an error"),
    errno.ENOENT: _MISSING,
    errno.EMFILE: Sentence("the server has too many files open"),
    errno.ENFILE: Sentence("the server has too many files open"),
}
# Rust and C++ write the number or the system's own words into a text.
_NUMBER = re.compile(r"os error (\d{1,3})\b")
_NOT_FOUND = re.compile(r"\bnot found\b|No such file", re.IGNORECASE)


def cause(error: BaseException) -> Sentence | None:
    """Return why the system refused, as a part of a sentence; None when it is not the system that did."""
    number = _number(error)
    if number in _WORDS:
        return _WORDS[number]
    if _NOT_FOUND.search(str(error)):
        return _MISSING
    return cause(error.__cause__) if error.__cause__ else None


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno in _WORDS:
        return error.errno
    text = str(error)
    found = _NUMBER.search(text)
    if found:
        return int(found[1])
    return next((number for number in _WORDS if os.strerror(number) in text), None)
