"""What would let outside words run as code stands nowhere in our source, or only where it is known to be safe."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = sorted([ROOT / "dashboard.py", *(ROOT / "geo").rglob("*.py")])
SCRIPTS = sorted([*(ROOT / "geo").rglob("*.js"), *(ROOT / "geo").rglob("*.html")])

MAPS = "geo/maps/"  # the one folder that speaks to folium, with numbers, constants and percent-encoded text
# Where a module that turns text into code, or code into text, may be imported.
IMPORTS = {
    "folium": (MAPS,),
    "branca": (MAPS,),
    "jinja2": (),
    "streamlit_folium": ("geo/ui/map/map_view.py",),  # given what geo/maps made
    "pickle": (),
    "cloudpickle": (),
    "marshal": (),
    "shelve": (),
    "dill": (),
    "joblib": (),
}
NAMES = {"unsafe_allow_html", "unsafe_allow_javascript", "eval", "exec", "compile", "__import__"}
# As they are written, whatever the receiver: `components.v1.html` and `st.components.v1.iframe` too.
ENDINGS = tuple(
    f".{start}.{end}"
    for start, ends in {
        "components": ("html", "iframe"),
        "v1": ("html", "iframe"),
        "st": ("map", "iframe", "pydeck_chart"),
        "streamlit": ("map", "iframe", "pydeck_chart"),
    }.items()
    for end in ends
)
HTML = {  # who may hand HTML to the page, and why that holds no outside word
    "geo/ui/text/html.py": "takes `Markup` alone, which the type checker tells from text: that is escaped",
}
IN_SCRIPTS = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|setHTML\w*|srcdoc|createContextualFragment|DOMParser)\b"
    r"|\bdocument\s*\.\s*write|\beval\s*\(|\bFunction\s*\(|\bset(Timeout|Interval)\s*\(\s*[\"'`]|\bimport\s*\("
)


def named(path):
    return path.relative_to(ROOT).as_posix()


def found(source):
    """Every imported module, name, keyword and dotted name of a module, with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield from imported(node)
        elif isinstance(node, ast.keyword):
            yield "name", node.arg, node.value.lineno
            yield "keyword", f"{node.arg}={ast.unparse(node.value)}", node.value.lineno
        elif isinstance(node, ast.Name):
            yield "name", node.id, node.lineno
        elif isinstance(node, ast.Attribute):
            yield "dotted", ast.unparse(node), node.lineno


def imported(node):
    """`from a.b import c` brings in the module `a` and what is called `a.b.c`."""
    module = getattr(node, "module", None)
    for alias in node.names:
        whole = ".".join(part for part in (module, alias.name) if part)
        yield "module", whole.partition(".")[0], node.lineno
        yield "dotted", whole, node.lineno


def forbidden(name, source):
    """What stands in a module and may not, as `line: what`."""
    for kind, what, line in found(source):
        foreign = kind == "module" and what in IMPORTS and not name.startswith(IMPORTS[what] or ("\0",))
        unsafe = kind == "name" and what in NAMES
        ended = kind == "dotted" and f".{what}".endswith(ENDINGS)
        html = kind == "dotted" and what in {"st.html", "streamlit.html"} and name not in HTML
        if foreign or unsafe or ended or html or (kind, what) == ("keyword", "persist='disk'"):
            yield f"{line}: {what}"


@pytest.mark.parametrize("path", PYTHON, ids=named)
def test_nothing_in_a_module_turns_words_into_code_or_markup(path):
    assert list(forbidden(named(path), path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_nothing_in_a_script_turns_words_into_code_or_markup(path):
    assert [match[0] for match in IN_SCRIPTS.finditer(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", HTML)
def test_who_may_hand_html_to_the_page_does(name):
    assert "st.html(" in (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "import folium",
        "from folium.map import Popup",
        "import branca.element as x",
        "from streamlit_folium import st_folium",
        "import pickle",
        "eval(x)",
        "builtins = [exec]",
        "st.markdown(x, unsafe_allow_html=True)",
        "st.html(x, unsafe_allow_javascript=True)",
        "st.html(x)",
        "from streamlit import html",
        "st.components.v1.html(x)",
        "components.html(x)",
        "from streamlit.components.v1 import html",
        "from streamlit.components import v1; v1.iframe(x)",
        "st.map(x)",
        "from streamlit import map",
        "st.cache_data(persist='disk')",
    ],
)
def test_the_walls_notice_each_of_these(line):
    assert list(forbidden("geo/ui/card.py", line)) != []


@pytest.mark.parametrize("line", ["box.innerHTML = x", "document.write(x)", "eval (x)", "new Function(x)"])
def test_the_walls_notice_each_of_these_in_a_script(line):
    assert IN_SCRIPTS.search(line)
