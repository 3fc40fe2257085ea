"""JSON from outside: within limits, and to the letter."""

import json
import re
from pathlib import Path
from typing import Any

from geo.errors import Sentence, UnreadableImportError
from geo.settings import file_name

# Some 100,000 incidents; in memory they take ten times as much.
_LARGEST = 128 << 20
_DEEPEST = 64
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def load_json(path: Path, encoding: str, name: str | None = None) -> Any:
    """Return the value a file holds; `name` is what the user calls it, by default as the path ends.

    Raises:
        UnreadableImportError: the file is too large, no JSON (NaN and Infinity are none), or nested too deeply.
    """
    name, size = name or file_name(path), path.stat().st_size
    if size > _LARGEST:
        raise UnreadableImportError(
            name, Sentence("It has {size:,} bytes; the limit is {limit:,}. Split the file.", size=size, limit=_LARGEST)
        )
    try:
        text = path.read_bytes().decode(encoding)
        value = json.loads(text, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise UnreadableImportError(name, Sentence("It is not in UTF-8. Save it as UTF-8.")) from None
    except json.JSONDecodeError as error:
        reason = f"It is no JSON: {error.msg.lower()} in line {error.lineno:,}, column {error.colno:,}."
        raise UnreadableImportError(name, reason) from None
    except ValueError:  # NaN, Infinity, or a number of thousands of digits
        raise UnreadableImportError(name, Sentence("It contains a number that is not valid JSON.")) from None
    except RecursionError:
        raise UnreadableImportError(name, Sentence("It is nested too deeply.")) from None
    if _HALF.search(text) and not _is_text(value):
        raise UnreadableImportError(name, Sentence("It contains half a character: an unpaired surrogate."))
    if _deeper(value, _DEEPEST):
        raise UnreadableImportError(name, Sentence("It is nested too deeply."))
    return value


def _refuse_constant(constant: str) -> Any:
    raise ValueError(constant)


def _is_text(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _deeper(value: Any, levels: int) -> bool:
    """Return whether lists and objects are nested more than so many levels deep."""
    held = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return levels < 0 or any(_deeper(each, levels - 1) for each in held if isinstance(each, dict | list))
