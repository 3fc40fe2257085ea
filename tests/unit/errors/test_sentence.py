"""A sentence told below the page is text to everybody, and knows what it is made of."""

import copy
import errno
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import Internal, NotFoundError, Sentence, UnknownVersionError, cause, public
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


@given(TEXT)
def test_what_is_internal_is_replaced_for_the_public_however_deep_it_stands(path):
    folder = Internal(f"/srv/{path}", Sentence("its folder"))
    said = Sentence("{what}: it is full.", what=Sentence("The store in {folder} cannot be written", folder=folder))
    assert said == f"The store in /srv/{path} cannot be written: it is full."
    seen = public(said)
    assert seen == "The store in its folder cannot be written: it is full."
    assert isinstance(seen, Sentence)
    assert pickle.loads(pickle.dumps(folder)).instead == "its folder"  # noqa: S301 - our own bytes


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("cannot open /srv/atlas/store/revisions: Denied", "cannot open …: Denied"),
        ("'/srv/a/b.parquet' is gone", "'…' is gone"),
        ("file:///srv/a/b is gone", "… is gone"),
        (r"C:\data\store is gone", "… is gone"),
        ("ask https://geo.example/search/x or write 7/8/2025 and/or", None),
    ],
)
def test_no_path_is_left_in_what_the_public_reads(said, seen):
    assert public(said) == (said if seen is None else seen)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "the disk is full"),
        (OSError(errno.EROFS, "x"), "the disk is read-only"),
        (RuntimeError("Generic error: /srv/x (os error 28)"), "the disk is full"),
        (RuntimeError('Could not write file "/srv/x": No space left on device'), "the disk is full"),
        (RuntimeError("Object at location /srv/x not found"), "a file or folder is missing"),
        (RuntimeError("strange"), None),
    ],
)
def test_why_the_system_refused_is_said_in_words(error, words):
    assert cause(error) == words
