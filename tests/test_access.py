"""Who is asking."""

import pytest

from geo.access import LOCAL, PUBLIC, caller_for

HERE = {"local_access": True, "bound": "127.0.0.1", "host": "127.0.0.1:8501", "headers": ["Host", "User-Agent"]}


def test_one_person_on_their_own_machine_has_all_rights():
    assert caller_for(**HERE) == LOCAL
    assert caller_for(**(HERE | {"bound": "::1", "host": "[::1]:8501"})) == LOCAL
    assert caller_for(**(HERE | {"bound": "localhost", "host": "localhost"})) == LOCAL


@pytest.mark.parametrize(
    "otherwise",
    [
        {"local_access": False},
        {"bound": None},
        {"bound": "0.0.0.0"},  # noqa: S104
        {"host": "atlas.example:8501"},
        {"host": None},
        {"host": "127.0.0.1.evil.example"},
        {"headers": ["Host", "X-Forwarded-For"]},
        {"headers": ["host", "forwarded"]},
    ],
)
def test_anyone_else_reads_what_is_public(otherwise):
    assert caller_for(**(HERE | otherwise)) == PUBLIC
