"""Who may write is decided below the pages: every function of store and imports that writes asks its caller first."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from geo.access import AccessRole, Caller
from geo.errors import NotAllowedError
from geo.incident import SCHEMA
from geo.store.store import Store

ROOT = Path(__file__).parents[2]
ROOMS = ("geo/store", "geo/imports", "geo/places/gazetteer/added", "geo/upkeep", "geo/edits.py", "geo/seeding.py")
# What writes in the end.
WRITES = {
    "make_folder", "write_whole", "mkdir", "mkstemp", "copyfile", "rmtree", "write_table", "write_text", "write_bytes",
    "write_deltalake", "create_write_transaction", "compact", "open xb", "open wb",
}  # fmt: skip
# Those that write without one, and why.
FREE = {
    "geo.store.delta._create": "makes the empty store that a public server needs as well",
    "geo.seeding.open_seeded": "writes the seed reports, under a name of its own",
    "geo.store.lock.alone": "only keeps others out",
    "geo.places.gazetteer.added.verify.made_again": "is a step of a repair, which asks",
    "geo.store.current_files.sum_up": "writes Delta's own summary of the log, and no row",
    "geo.upkeep.restore.restore": "fills an empty folder with a file that the caller has already",
}


# What the names of some attributes and arguments stand for.
HELD = {"_log": "geo.store.log.Log", "store": "geo.store.store.Store"}


@dataclass(frozen=True)
class Function:
    """A function of a room: what it calls, by the names it is defined under as far as they can be told."""

    name: str
    takes_caller: bool
    calls: frozenset[str]


def modules(folder: str) -> Iterator[tuple[str, ast.Module]]:
    path = ROOT / folder
    for file in [path] if path.suffix else sorted(path.rglob("*.py")):
        name = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        yield name, ast.parse(file.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name: f"{node.module}.{alias.name}" for node in found for alias in node.names}


def defined(module: str, tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield f"{module}.{node.name}", node
        elif isinstance(node, ast.ClassDef):
            yield from (
                (f"{module}.{node.name}.{each.name}", each) for each in node.body if isinstance(each, ast.FunctionDef)
            )


def called(module: str, names: dict[str, str], node: ast.FunctionDef, home: str) -> Iterator[str]:
    """What a function uses: names, `module.name`, and methods of itself and of what `HELD` knows."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr == "open":
            yield from (f".open {way.value}" for way in each.args if isinstance(way, ast.Constant))
        if isinstance(each, ast.Name):
            yield names.get(each.id, f"{module}.{each.id}")
        elif isinstance(each, ast.Attribute):
            base = each.value
            last = base.id if isinstance(base, ast.Name) else base.attr if isinstance(base, ast.Attribute) else ""
            of = home if last == "self" else HELD.get(last) or names.get(last)
            yield f"{of}.{each.attr}"


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def functions() -> dict[str, Function]:
    found = {}
    for room in ROOMS:
        for module, tree in modules(room):
            names = imported(tree)
            for name, node in defined(module, tree):
                takes = any(each.arg == "caller" for each in [*node.args.args, *node.args.kwonlyargs])
                calls = called(module, names, node, name.rpartition(".")[0])
                found[name] = Function(name, takes, frozenset(calls))
    return found


def writing(found: dict[str, Function]) -> set[str]:
    """The functions that write, themselves or by another."""
    writes: set[str] = set()
    while True:
        more = {
            name
            for name, each in found.items()
            if name not in FREE and (each.calls & writes or any(_last(call) in WRITES for call in each.calls))
        }
        if more == writes:
            return writes
        writes = more


def home_of(name: str) -> str:
    """The room a function is in, as a module."""
    rooms = (room.removesuffix(".py").replace("/", ".") for room in ROOMS)
    return next(room for room in rooms if name.startswith(f"{room}."))


def used(tree: ast.Module) -> Iterator[str]:
    """What a module uses of others: `name` or `module.name`."""
    names = imported(tree)
    yield from names.values()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{names.get(node.value.id)}.{node.attr}"


def entrances(found: dict[str, Function]) -> set[str]:
    """The functions other rooms use, and what the store can be asked."""
    elsewhere = {
        name
        for module, tree in modules("geo")
        for name in used(tree)
        if name in found and not f"{module}.".startswith(f"{home_of(name)}.")
    }
    methods = {name for name in found if name.startswith("geo.store.store.Store.")}
    return {name for name in elsewhere | methods if not name.rpartition(".")[2].startswith("_")}


FOUND = functions()
WRITERS = sorted(writing(FOUND) & entrances(FOUND))


def test_the_functions_that_write_are_found():
    assert {
        "geo.store.store.Store.append", "geo.store.store.Store.compact", "geo.store.leads.keep", "geo.imports.run.run",
        "geo.edits.save", "geo.upkeep.repair_store.repair", "geo.places.gazetteer.added.add_gazetteer.add",
    } <= set(WRITERS)  # fmt: skip


def test_what_is_free_is_there():
    assert [name for name in FREE if name not in FOUND] == []


def test_each_takes_its_caller_or_says_why_not():
    assert [name for name in WRITERS if not FOUND[name].takes_caller] == []


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("role", [AccessRole.VIEWER, AccessRole.ANALYST])
def test_a_caller_who_may_not_is_refused_before_anything_else(name, role, tmp_path):
    module, _, function = name.rpartition(".")
    store = Store.open(str(tmp_path / "store"))
    home = store if module.endswith(".Store") else import_module(module)
    known = {"caller": Caller("somebody", role), "incidents": (), "table": SCHEMA.empty_table()}
    asked = inspect.signature(getattr(home, function)).parameters.values()
    told = {each.name: known.get(each.name) for each in asked if each.default is each.empty or each.name in known}
    with pytest.raises(NotAllowedError):
        getattr(home, function)(**told)
    assert store.head().version == 0
