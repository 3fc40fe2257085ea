"""The reference of all keys of the query string in README.md, made from the registry by `python -m geo.view`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from geo.view.entry import Filter
from geo.view.view import ENTRIES, PAGE_KEYS

FILE = Path(__file__).parent / "README.md"
_MARK = "<!-- made by `python -m geo.view` from the registry -->\n"
_HEAD = "| key | values | what it asks for |\n|---|---|---|\n"


def write_reference() -> str:
    """Return the file as it ought to stand: what is written by hand, then the table."""
    by_hand, _, _ = FILE.read_text(encoding="utf-8").partition(_MARK)
    return by_hand + _MARK + "\n" + _HEAD + "".join(_row(key, entry) for key, entry in ENTRIES.items())


def _row(key: str, entry: Filter) -> str:
    on_page = "The page only. " if key in PAGE_KEYS else ""
    return f"| `{key}` | {_values(entry.key.schema)} | {on_page}{entry.description} |\n"


def _values(schema: Mapping[str, Any]) -> str:
    if schema["type"] == "array":
        return f"{'several' if schema['maxItems'] > 2 else 'one or two'}: {_values(schema['items'])}"  # noqa: PLR2004
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "minimum" in schema:
        whole = "whole number" if schema["type"] == "integer" else "number"
        return f"{whole} from {schema['minimum']:,.15g} to {schema['maximum']:,.15g}"
    if schema["type"] == "boolean":
        return "`true`, `false`"
    return f"text such as `{schema['examples'][0]}`" if "examples" in schema else "text"
