"""Sentences of the reading process: translated on the page like any other, and never taken for ours if made up."""

import io
import json

import pytest

from geo.errors import Sentence, UnreadableImportError
from geo.incident import SCHEMA, Problem
from geo.readers.result import Read
from geo.readers.sandbox import protocol

OURS = Sentence("must be a whole number from 0 to {n}", n=5)
NESTED = Sentence("{file} was not imported. {reason}", file="a.csv", reason=OURS)


def sent(message):
    """A problem's message as it comes out of the reading process."""
    done = Read(SCHEMA.empty_table(), (Problem(1, "row", message, "x"),), "d", "l", "table", (message,), 1)
    return received(lambda to: protocol.send(done, to))


def received(write, change=None):
    to = io.BytesIO()
    write(to)
    head, _, rows = to.getvalue().partition(b"\n")
    told = json.loads(head)
    if change:
        change(told)
    return protocol.parse_answer(json.dumps(told).encode() + b"\n" + rows)


@pytest.mark.parametrize("sentence", [OURS, NESTED])
def test_a_sentence_keeps_its_template_and_values(sentence):
    read = sent(sentence)
    for back in (read.problems[0].message, read.reasons[0]):
        assert (back, back.template, back.values) == (sentence, sentence.template, sentence.values)


def test_an_error_keeps_the_template_and_values_of_its_sentence():
    with pytest.raises(UnreadableImportError) as refused:
        received(lambda to: protocol.refuse(UnreadableImportError("a.csv", OURS), to))
    assert refused.value.args[0].template == NESTED.template
    assert refused.value.args[0].values["reason"].template == OURS.template


def test_a_template_that_is_not_ours_is_text_like_any_other():
    back = sent(Sentence("![see]({where})", where="https://elsewhere.example")).problems[0].message
    assert (type(back), back) == (str, "![see](https://elsewhere.example)")


def test_values_that_do_not_fit_their_template_leave_the_text():
    def forged(told):
        told["read"]["problems"][0]["message"]["values"] = {"m": "x"}

    done = Read(SCHEMA.empty_table(), (Problem(1, "row", OURS, "x"),), "d", "l", "table", (), 1)
    back = received(lambda to: protocol.send(done, to), forged).problems[0].message
    assert (type(back), back) == (str, str(OURS))
