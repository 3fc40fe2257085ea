"""What the card says of claims, sources, what is near, and how to cite it."""

import re
from datetime import date
from html import unescape

import pytest
from hostile import STRINGS
from hypothesis import given
from hypothesis import strategies as st

from geo.incident import Claim, Incident, PlacePrecision, Source
from geo.ui.card import citation, claims, facts, history, sources
from geo.ui.card.markup import address, outside
from geo.ui.card.near import words
from geo.view import Rule

DAY = date(2025, 3, 7)


def toll(low, high, who="A", **more):
    return Claim("deaths", low, high, claimant=who, source_id="s", **more)


def said(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("ranges", "sentence"),
    [
        ([(12, 12), (20, 30), (14, 14)], "They disagree: 12 to 30 (3 claimants)"),
        ([(12, 30), (20, None)], "They disagree: from “12 to 30” to “at least 20” (2 claimants)"),
        ([(None, 9), (20, 20)], "They disagree: from “at most 9” to “20” (2 claimants)"),
        ([(20, None), (20, None)], ""),
        ([(None, None), (20, None)], ""),
    ],
)
def test_claims_that_differ_are_said_to_disagree_with_their_sides_open(ranges, sentence):
    assert claims.differing([toll(*pair, who=str(number)) for number, pair in enumerate(ranges)]) == sentence


def test_one_claimant_who_says_two_things_counts_once_and_nameless_ones_as_claims():
    assert claims.differing([toll(1, 1), toll(2, 2)]) == "They disagree: 1 to 2 (1 claimant)"
    assert claims.differing([toll(1, 1), toll(2, 2, who=None)]) == "They disagree: 1 to 2 (2 claims)"


def test_claims_of_other_words_are_said_to_differ_in_words():
    told = [Claim("event", text=text, claimant=text) for text in ("fled", "fought")]
    assert claims.differing(told) == "They differ in words (2 claimants)"


@pytest.mark.parametrize(
    ("rule", "given", "shown"),
    [
        (Rule.STATED, "at least 20", "at least 20"),
        (Rule.LOWEST, "12", "12"),
        (Rule.HIGHEST, "25 to 30", "25 to 30"),
    ],
)
def test_the_claim_that_gives_the_value_shown_is_marked(rule, given, shown):
    record = Incident("a", "a", deaths_low=20, claims=(toll(12, 12), toll(20, None), toll(25, 30)))
    rows = claims.markup(record, rule).split('<tr role="row">')
    assert [said(row).split(" the value shown")[0] for row in rows if "card-given" in row] == [given]
    assert f"Deaths {shown}" in said(facts.markup(record, rule))


def test_without_a_claimed_number_a_rule_shows_the_records_own_and_says_so():
    record = Incident("a", "a", deaths_low=20, claims=(Claim("deaths", text="dozens"),))
    assert "No claim gives a number: the value shown is the one the record states." in said(
        claims.markup(record, Rule.LOWEST)
    )


def test_a_claim_leads_to_its_source_and_the_source_says_what_rests_on_it():
    record = Incident(
        "a", "a", claims=(toll(1, 1), toll(2, 2)), sources=(Source("o"), Source("s", publisher="P", sha256="ab" * 32))
    )
    assert claims.markup(record, Rule.STATED).count('href="#card-source-2"') == 2
    first, second = sources.markup(record).split("<li ")[1:]
    assert "No claim rests on it." in first
    assert 'id="card-source-2"' in "<li " + second
    assert "2 claims rest on it: Deaths (2)" in second
    assert "ab" * 32 in second


@pytest.mark.parametrize(
    ("written", "href", "shown"),
    [
        ("https://www.example.org/a/b?c=d", "https://www.example.org/a/b?c=d", "www.example.org/a/b"),
        ("http://example.org:8080/%D8%A7", "http://example.org:8080/%D8%A7", "example.org:8080/%D8%A7"),
        ("https://example.org/<x>\"'", "https://example.org/%3Cx%3E%22'", "example.org/<x>\"'"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
        (f"https://example.org/{'a' * 90}", f"https://example.org/{'a' * 90}", f"example.org/{'a' * 36}…"),
    ],
)
def test_an_address_of_the_web_is_a_link_that_opens_in_another_tab(written, href, shown):
    link = address(written)
    assert unescape(re.search('href="([^"]*)"', link)[1]) == href
    assert unescape(re.search('title="([^"]*)"', link)[1]) == href
    assert unescape(re.search('<span dir="ltr">(.*?)</span>', link)[1]) == shown
    assert 'target="_blank" rel="noopener noreferrer"' in link
    assert "(opens another site)" in link


@pytest.mark.parametrize(
    "written",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://example.org/a",
        "//example.org/a",
        "/a",
        "https://user@example.org/",
        "https://example.org\\@evil.example/",
        "https:// example.org/",
        "https://exam\u202eple.org/",
        "https://[::1/",
        "https://example.org:port/",
        "https://",
        f"https://example.org/{'a' * 2000}",
    ],
)
def test_any_other_address_is_text(written):
    assert "<a" not in address(written)
    assert "href" not in re.sub(r">[^<]*<", "><", address(written))


@given(st.sampled_from(STRINGS) | st.text())
def test_outside_text_makes_no_markup_wherever_the_card_puts_it(text):
    claim = Claim(text, 1, 2, text, text, text, "s", text)
    source = Source("s", text, text, text, text, sha256=text, origin=text, licence=text)
    record = Incident("a", "a", title=text, sub_type=text, time_text=text, place_name=text, admin1=text)
    full = Incident(
        "a", "a", sub_type=text, time_text=text, place_name=text, claims=(claim,), sources=(source,), reason=text
    )
    for markup in (facts.markup, claims.markup):
        assert tags(markup(full, Rule.STATED)) <= ALLOWED
    assert tags(sources.markup(full)) <= ALLOWED
    assert tags(history.markup([record, full])) <= ALLOWED
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", outside(text))


ALLOWED = {
    *("a", "bdi", "br", "caption", "code", "dd", "details", "dl", "dt", "h3", "li", "ol", "p", "q", "section", "span"),
    *("summary", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}


def tags(html):
    return {name.lower() for name in re.findall(r"</?([a-zA-Z!?][^\s>/]*)", html)}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"km": 3.2, "days": 2, "start": "2025-03-09"}, "3.2 km away, 2 days later: T"),
        ({"km": 3.2, "days": 1, "start": "2025-03-06"}, "3.2 km away, 1 day earlier: T"),
        ({"km": 0.0, "days": 0, "start": "2025-03-07"}, "less than 0.1 km away, in the same days: T"),
        ({"km": None, "days": 3, "start": None, "end": "2025-03-10"}, "3 days later: T"),
        ({"km": None, "days": 0, "start": "2025-03-07"}, "In the same days: T"),
    ],
)
def test_what_is_near_says_how_far_and_how_long_before_or_after(row, sentence):
    known = {"id": "b", "title": "T", "end": row["start"]} | row
    assert words(Incident("a", "a", start=DAY, end=DAY), known) == sentence


def test_a_citation_says_what_when_where_which_version_and_from_whom():
    record = Incident(
        "test:1",
        "test",
        title="Men killed",
        start=DAY,
        end=DAY,
        place_name="Jableh",
        country="SY",
        lon=35.9312,
        lat=35.3621,
        radius_m=2_000.0,
        place_precision=PlacePrecision.SETTLEMENT,
        sources=(Source("s", "Reuters", "Dozens killed", "https://example.org/a", published=DAY),),
    )
    assert citation.text(record, "7-0123456789abcdef", date(2025, 4, 1), Rule.STATED).split("\n") == [
        "Men killed",
        "7 Mar 2025.",
        "Jableh, SY. Somewhere in the town of Jableh, within 2 km.",
        "Longitude 35.93, latitude 35.36, within 2 km.",
        "Incident Atlas, incident test:1, version 7-0123456789abcdef, retrieved 1 Apr 2025.",
        "Source: Reuters · Dozens killed, 7 Mar 2025, https://example.org/a",
        "?v=7-0123456789abcdef&incident=test%3A1",
    ]


def test_a_citation_has_no_position_where_the_reader_sees_none():
    record = Incident("test:1", "test", place_precision=PlacePrecision.ADMIN1, feature="admin1:SY-LA")
    assert "ongitude" not in citation.text(record, "7-0", DAY, Rule.STATED)
