"""A sentence told below the page is text to everybody, and knows what it is made of."""

import copy
import pickle

from hypothesis import given
from hypothesis import strategies as st

from geo.errors import NotFoundError, Sentence, UnknownVersionError
from geo.view import from_query

TEXT = st.text(max_size=20)


@given(TEXT, TEXT)
def test_it_is_its_template_with_its_values_and_braces_in_them_stay_as_they_are(name, why):
    said = Sentence("{name} cannot be read: {why}.", name=name, why=Sentence("it is {kind}", kind=why))
    assert said == f"{name} cannot be read: it is {why}."
    assert said.values["why"].values == {"kind": why}


@given(TEXT)
def test_it_comes_whole_through_a_copy_and_to_another_process(name):
    said = Sentence("{name} is here.", name=name)
    for there in (copy.deepcopy(said), pickle.loads(pickle.dumps(said))):  # noqa: S301 - our own bytes
        assert (there, there.template, there.values) == (said, "{name} is here.", {"name": name})


def test_an_error_says_the_same_in_english_as_its_sentence():
    for error in (UnknownVersionError("9-00"), NotFoundError.incident("x")):
        assert str(error) == error.sentence
        assert isinstance(error.sentence, Sentence)


def test_each_problem_of_a_query_string_knows_what_it_is_made_of():
    wrong = (
        "alleged=maybe&area=1,2&border=IQ&colour=red&country=syria&days=soon&deaths=-1&only=x&q=&zoom=99&within_km=5"
    )
    problems = from_query(wrong)[1]
    assert [problem.field for problem in problems] == [pair.split("=")[0] for pair in wrong.split("&")]
    assert all(isinstance(problem.message, Sentence) for problem in problems)
