"""The translations hold every sentence of the code, whole, with its values and nothing that would run or be drawn."""

import ast
import re
from collections import Counter

import pytest

from geo import words
from geo.incident import EVENT_TYPES, Role
from geo.maps.style import DRAWINGS, FILLS, OTHER_WORDS
from geo.ui.about.borders import DISPUTED
from geo.ui.text.legend_terms import LEGEND
from geo.words.gathering import CODE, said, written

OTHERS = [lang for lang in words.LANGUAGES if lang != words.ENGLISH]
PLACEHOLDER = re.compile(r"\{(\w*(?::\w+)?)\}")
MARKUP = re.compile(r"\*+|_{2,}|`|\[|\]\(|<[a-z/!]|&\w+;|https?:|:\w+:|^[#>-] |\n")
SAYS = {"say", "say_many", "say_markup", "say_many_markup", "marked", "Sentence"}


def sentences(catalogue):
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}


def english(message):
    return [message.id] if isinstance(message.id, str) else list(message.id)


def translated(message):
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@pytest.fixture(params=OTHERS)
def lang(request):
    return request.param


def test_every_sentence_of_the_code_is_in_the_file_and_none_is_left_over(lang):
    assert sentences(said()) - sentences(words.catalogue(lang)) == set()
    assert sentences(words.catalogue(lang)) - sentences(said()) == set()


def test_the_file_stands_as_it_is_gathered(lang):
    assert (words.HERE / f"{lang}.po").read_bytes() == written(lang)


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


def test_sentences_are_written_out_where_they_are_said():
    """A sentence put together on the spot is found by nobody who gathers them."""
    for path in [*(CODE / "ui").rglob("*.py"), *(CODE / "maps").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS:
                assert not any(isinstance(given, ast.JoinedStr | ast.BinOp) for given in node.args[:1]), path


def test_every_sentence_of_a_script_is_found_even_within_another():
    known = {form for message in said() if message.id for form in english(message)}
    for path in [*(CODE / "ui").rglob("*.js"), *(CODE / "maps").rglob("*.js")]:
        for quoted in re.findall(r'\b(?:say|sayMany)\("((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            assert quoted.replace('\\"', '"') in known, path


def test_every_sentence_of_the_code_is_found_even_within_a_piece_of_markup():
    """Read as text, whatever a parser makes of it."""
    known = {form for message in said() if message.id for form in english(message)}
    found = re.compile(
        r"""\b(?<!\.)(?:speech\.)?(?:say|say_many|say_markup|say_many_markup|marked|Sentence)\(\s*(?:"((?:[^"\\]|\\.)+)"|'((?:[^'\\]|\\.)+)')"""
    )
    for path in [*(CODE / "ui").rglob("*.py"), *(CODE / "maps").rglob("*.py"), *(CODE / "view").rglob("*.py")]:
        for quoted in found.findall(path.read_text(encoding="utf-8")):
            begun = "".join(quoted).replace('\\"', '"')
            assert any(sentence.startswith(begun) for sentence in known), (path, begun)


def test_every_value_of_the_vocabulary_is_called_something():
    shown = {word for drawing in DRAWINGS.values() for word in (drawing.legend, drawing.words)}
    types = {word for name, subs in EVENT_TYPES.items() for word in (name, *subs)}

    assert shown | {fill.words for fill in FILLS.values()} | {OTHER_WORDS} == set(LEGEND)
    assert types | {role.capitalize() for role in Role} | {line.name for line in DISPUTED} <= sentences(said())


def test_scripts_get_their_own_sentences_and_the_vocabulary(lang):
    sent = words.for_scripts(lang)

    assert sent["Battles"] != "Battles"
    assert "Skip to the incidents" in words.for_scripts(lang, "page.js")
    assert "Battles" not in words.for_scripts(lang, "page.js")


def test_numbers_take_the_form_they_need():
    many = [
        words.translations("ar").ngettext("{host} knows {n} place", "{host} knows {n} places", n) for n in range(13)
    ]

    assert len(set(many)) == 5  # none, one, two, a few, eleven and more; hundreds are the sixth
    assert many[3] == many[10] != many[11] == many[12]


def test_a_language_nobody_here_speaks_is_english():
    assert words.language("fr") == words.language(None) == "en"
    assert words.translations("en").gettext("Save") == "Save"
