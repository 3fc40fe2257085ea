"""JavaScript modules as one script: in the order of their imports, without import and export.

One script for the map, because st_folium loads files one after the other, and asks for none that they import; and for
the page itself, whose script has to run before anything else is asked for.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath

# Names alone: one that is imported as another would be missing once the modules are one script.
_NAMES = r"\{\s*\w+(?:,\s*\w+)*,?\s*\}"
_IMPORT = re.compile(rf'^import (?:{_NAMES} from )?"([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|let|class|function|async) )", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async )?(?:const|let|class|function\*?) (\w+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ModuleError(ValueError):
    """A module imports what there is none of, itself by a circle, or in a way we do not join; two declare one name.

    A bug of ours.
    """


def read_modules(folder: Traversable, within: str = "") -> dict[str, str]:
    """Return the text of each module below a folder, by its path from there."""
    found: dict[str, str] = {}
    for each in folder.iterdir():
        if each.is_dir():
            found |= read_modules(each, f"{within}{each.name}/")
        elif each.name.endswith(".js"):
            found[f"{within}{each.name}"] = each.read_text(encoding="utf-8")
    return found


def bundle(modules: Mapping[str, str], **constants: str) -> str:
    """Return modules as one script that leaves no name behind; the same text for the same modules.

    Args:
        modules: the text of each, by its path.
        constants: JSON by the name under which the modules find it.

    Raises:
        ModuleError: they cannot be joined.
    """
    given = "".join(f"const {name} = {value};\n" for name, value in constants.items())
    return f'(() => {{\n"use strict";\n{given}{join_modules(modules)}}})();\n'


def join_modules(modules: Mapping[str, str]) -> str:
    """Return modules as the body of one script: each after those it imports, else by their names.

    Args:
        modules: the text of each, by its path.

    Raises:
        ModuleError: they cannot be joined.
    """
    imports = {name: sorted(_imported_modules(name, text)) for name, text in sorted(modules.items())}
    missing = {path for paths in imports.values() for path in paths} - modules.keys()
    if missing:
        raise ModuleError(f"there is no {', '.join(sorted(missing))}")  # noqa: TRY003 - one message, one place
    try:
        order = list(TopologicalSorter(imports).static_order())
    except CycleError as error:
        raise ModuleError(" -> ".join(error.args[1])) from None
    body = "\n".join(_body(name, modules[name]) for name in order)
    if twice := [name for name, times in Counter(_DECLARED.findall(body)).items() if times > 1]:
        raise ModuleError(f"more than one module declares {', '.join(twice)}")  # noqa: TRY003 - as above
    return body


def _imported_modules(name: str, text: str) -> Iterator[str]:
    for path in _IMPORT.findall(text):
        parts: list[str] = []
        for part in (PurePosixPath(name).parent / path).parts:
            if part == "..":
                parts = parts[:-1]
            else:
                parts.append(part)
        yield "/".join(parts)


def _body(name: str, text: str) -> str:
    body = _EXPORT.sub("", _IMPORT.sub("", text))
    if left := _LEFT.search(body):
        raise ModuleError(f"{name}: {left[0]}")  # noqa: TRY003 - as above
    return body


def hashed_name(name: str, content: bytes) -> str:
    """Return a file name with the hash of its content, so that browsers may cache it: `i18n.<hash>.js`."""
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{hashlib.sha256(content).hexdigest()[:16]}.{suffix}"
