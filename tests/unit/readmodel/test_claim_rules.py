import random
from datetime import date

import pytest

from geo.incident import Claim, Source
from geo.readmodel.claim_rules import RULES, Deaths, pick, picks


def claim(low: int | None, high: int | None, source: str | None = None, said: date | None = None) -> Claim:
    return Claim("deaths", low, high, source_id=source, stated_on=said)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("lowest", Deaths(2, 2, 2)),
        ("highest", Deaths(30, None, None)),
        ("median", Deaths(None, None, 5)),
        ("latest", Deaths(None, None, 5)),
        ("origins", Deaths(9, None, 12)),
    ],
)
def test_each_rule_picks_one_claims_own_numbers(rule: str, expected: Deaths):
    claims = [
        claim(9, 12, "a"),
        claim(30, None, "a", date(2025, 3, 1)),
        claim(2, 2),
        claim(None, 5, "c", date(2025, 3, 2)),
        claim(9, 12, "b"),
        Claim("injuries", 1, 1),
        claim(None, None),
    ]
    sources = [Source("a", origin="X"), Source("b", origin="Y"), Source("c")]
    assert pick([*claims[:4], *claims[5:]] if rule == "median" else claims, sources, rule) == expected


def test_three_articles_from_one_agency_are_one_origin():
    claims = [claim(5, 5, "a"), claim(5, 5, "b"), claim(5, 5, "c"), claim(9, 9, "d"), claim(9, 9, "e")]
    sources = [
        *(Source(name, publisher=name, origin="agency") for name in "abc"),
        Source("d", publisher="P"),
        Source("e"),
    ]
    assert pick(claims, sources, "origins") == Deaths(9, 9, 9)


def test_claims_without_a_source_count_for_no_origin():
    assert pick([claim(5, 5), claim(5, 5), claim(9, 9, "s")], [], "origins") == Deaths(9, 9, 9)


def test_a_claim_without_a_date_is_older_than_any_with_one():
    assert pick([claim(1, 1), claim(2, 2, said=date(1990, 1, 1)), claim(3, 3)], [], "latest") == Deaths(2, 2, 2)


@pytest.mark.parametrize("rule", RULES)
def test_the_order_of_the_claims_plays_no_part(rule: str):
    claims = [claim(n % 3, high, source) for n, high in enumerate((None, 4, 2, None, 2)) for source in ("a", "b", None)]
    answers = {pick(random.Random(seed).sample(claims, len(claims)), [], rule) for seed in range(50)}  # noqa: S311  (no secret)
    assert len(answers) == 1


@pytest.mark.parametrize("rule", RULES)
def test_at_least_twenty_never_becomes_twenty(rule: str):
    assert pick([claim(20, None)], [], rule) == Deaths(20, None, None)


def test_no_claim_about_deaths_gives_no_number():
    claims = [Claim("injuries", 3, 3), Claim("deaths", text="many")]
    assert (pick(claims, [], "lowest"), picks(claims, [])) == (None, {})


def test_all_rules_at_once_say_what_each_says_alone():
    claims = [claim(1, 2, "a"), claim(7, None, "b", date(2025, 1, 1)), claim(None, 4, "c")]
    assert picks(claims, []) == {rule: pick(claims, [], rule) for rule in RULES}


def test_three_articles_that_quote_one_claimant_are_one_origin():
    sources = [Source(f"s{n}", publisher=f"Paper {n}") for n in range(5)]
    quoted = [Claim("deaths", low=24, high=24, claimant="A monitor", source_id=f"s{n}") for n in range(3)]
    others = [Claim("deaths", low=20, claimant=f"Witness {n}", source_id="s3") for n in range(2)]
    assert pick([*quoted, *others], sources, "origins") == Deaths(20, None, None)
