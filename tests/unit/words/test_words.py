"""The translations hold every sentence of the code, whole, with its values and nothing that would run or be drawn."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from geo import words
from geo.incident import EVENT_TYPES, Role
from geo.maps.style import DRAWINGS, FILLS, OTHER_WORDS
from geo.ui.about.borders import DISPUTED
from geo.ui.text.legend_terms import LEGEND

OTHERS = [lang for lang in words.LANGUAGES if lang != words.ENGLISH]
PLACEHOLDER = re.compile(r"\{(\w*(?::\w+)?)\}")
MARKUP = re.compile(r"\*+|_{2,}|`|\[|\]\(|<[a-z/!]|&\w+;|https?:|:\w+:|^[#>-] |\n")
# What says a sentence, with the number of its forms.
SAYS = {"gettext": 1, "ngettext": 2, "gettext_markup": 1, "ngettext_markup": 2, "N_": 1, "Sentence": 1}
SAID_IN_SCRIPT = re.compile(r"""\bn?gettext\(\s*(["'`])((?:(?!\1)[^\\]|\\.)*)\1""")
ROOT = Path(__file__).parents[3]
PYTHON = sorted((ROOT / "geo").rglob("*.py"))
SCRIPTS = sorted((ROOT / "geo").rglob("*.js"))


def sentences(catalogue):
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}


def english(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translated(message):
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.fixture(params=OTHERS)
def lang(request):
    return request.param


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What `make words` makes: the files of translations, and the sentences of the code as `words.pot`."""
    folder = tmp_path_factory.mktemp("words")
    for known in words.HERE.glob("*.po"):
        shutil.copy(known, folder)
    given = [f"PO={folder}", f"POT={folder}/words.pot", f"BIN={Path(sys.executable).parent}"]
    subprocess.run(["make", "-o", ".venv/run", "words", *given], cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def said(made):
    """The sentences that Babel finds in the code."""
    with (made / "words.pot").open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def found(said):
    """Those sentences by the file they stand in."""
    by_file = defaultdict(set)
    for message in said:
        for place, _ in message.locations:
            by_file[place].add(tuple(english(message)))
    return by_file


def test_every_sentence_of_the_code_is_in_the_file_and_none_is_left_over(lang, said):
    assert sentences(said) - sentences(words.catalogue(lang)) == set()
    assert sentences(words.catalogue(lang)) - sentences(said) == set()


def test_the_file_stands_as_make_words_leaves_it(lang, made):
    assert (words.HERE / f"{lang}.po").read_bytes() == (made / f"{lang}.po").read_bytes()


def test_every_sentence_is_translated(lang):
    waiting = [
        message.id
        for message in words.catalogue(lang)
        if message.id and (message.fuzzy or not all(translated(message)))
    ]

    assert waiting == []


def test_a_sentence_that_counts_has_a_form_for_every_kind_of_number(lang):
    forms = {"ar": 6}[lang]
    counting = [message for message in words.catalogue(lang) if message.id and not isinstance(message.id, str)]

    assert counting
    assert {len(translated(message)) for message in counting} == {forms}


def test_a_translation_has_the_values_of_its_sentence_and_no_others(lang):
    for message in words.catalogue(lang):
        if message.id:
            asked = {frozenset(PLACEHOLDER.findall(form)) for form in english(message)}
            assert {frozenset(PLACEHOLDER.findall(form)) for form in translated(message)} == asked, message.id


def test_a_translation_holds_no_markdown_or_html_that_its_sentence_has_not(lang):
    for message in words.catalogue(lang):
        if message.id:
            allowed = Counter(MARKUP.findall(english(message)[0]))
            for form in translated(message):
                assert Counter(MARKUP.findall(form)) == allowed, message.id


def calls(tree):
    """Where a sentence is said below a node of the syntax tree, with the nodes of its forms."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
            if name in SAYS:
                yield node, node.args[: SAYS[name]]


def test_sentences_are_written_out_where_they_are_said():
    """A sentence put together on the spot is found by nobody."""
    for path in PYTHON:
        for call, forms in calls(ast.parse(path.read_bytes())):
            together = [form for form in forms if isinstance(form, ast.JoinedStr | ast.BinOp)]
            assert together == [], f"{path}:{call.lineno}"


def test_no_sentence_is_said_within_an_f_string():
    """Babel does not look into one that Python 3.11 reads."""
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_bytes())):
            within = [call.lineno for call, _ in calls(node)] if isinstance(node, ast.JoinedStr) else []
            assert within == [], path


def test_babel_finds_what_python_says_and_nothing_else(found):
    for path in PYTHON:
        forms = [forms for _, forms in calls(ast.parse(path.read_bytes()))]
        written = {tuple(form.value for form in each) for each in forms if all_written(each)}
        assert found[path.relative_to(ROOT).as_posix()] == written, path


def all_written(forms):
    return bool(forms) and all(isinstance(form, ast.Constant) for form in forms)


def test_babel_finds_what_scripts_say_and_nothing_else(found):
    """Read as text, whatever a parser makes of it: a sentence within another's values would be lost."""
    for path in SCRIPTS:
        quoted = {text.replace('\\"', '"') for _, text in SAID_IN_SCRIPT.findall(path.read_text(encoding="utf-8"))}
        assert {forms[0] for forms in found[path.relative_to(ROOT).as_posix()]} == quoted, path


def test_every_value_of_the_vocabulary_is_called_something(said):
    shown = {word for drawing in DRAWINGS.values() for word in (drawing.legend, drawing.words)}
    types = {word for name, subs in EVENT_TYPES.items() for word in (name, *subs)}

    assert shown | {fill.words for fill in FILLS.values()} | {OTHER_WORDS} == set(LEGEND)
    assert types | {role.capitalize() for role in Role} | {line.name for line in DISPUTED} <= sentences(said)


def test_scripts_get_their_own_sentences_and_the_vocabulary(lang):
    sent = words.for_scripts(lang)

    assert sent["Battles"] != "Battles"
    assert "Skip to the incidents" in words.for_scripts(lang, "page.js")
    assert "Battles" not in words.for_scripts(lang, "page.js")


def test_numbers_take_the_form_they_need():
    many = [
        words.translations("ar").ngettext("{host} found {n} place", "{host} found {n} places", n) for n in range(13)
    ]

    assert len(set(many)) == 5  # none, one, two, a few, eleven and more; hundreds are the sixth
    assert many[3] == many[10] != many[11] == many[12]


def test_a_language_nobody_here_speaks_is_english():
    assert words.language("fr") == words.language(None) == "en"
    assert words.translations("en").gettext("Save") == "Save"
