"""The card of a picked incident, on the page."""

import dataclasses

from house import by

from geo.atlas import open_atlas
from geo.incident import Claim
from geo.settings import Settings

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"
CLASHES = "seeds:2025-03-06-latakia-clashes"
ALERT = "seeds:2025-03-iraq-border-alert"


def drawn(app):
    return " ".join(each.proto.body for each in app.get("html"))


def revise(incident_id, **fields):
    store = open_atlas(Settings.from_env()).store
    before = store.record(incident_id)
    revised = dataclasses.replace(before, based_on=before.version, **fields)
    store.append([revised], caller=by("editor"), reason="a later count", tool="tests")


def test_the_card_shows_the_toll_of_the_views_rule_marks_its_claim_and_says_the_rule(page):
    page()
    claims = (Claim("deaths", 12, 12, claimant="A"), Claim("deaths", 30, 30, claimant="B"))
    revise(KILLINGS, claims=claims)
    card = drawn(page(f"incident={KILLINGS}&rule=highest"))
    assert "They disagree: 12 to 30 (2 claimants)" in card
    assert "The value shown is the highest claimed." in card
    assert '30<p class="card-given">the value shown</p>' in card
    assert card.count("card-given") == 1


def test_the_history_says_what_a_revision_changed_and_to_the_team_by_whom_and_why(page, request):
    page()
    revise(KILLINGS, deaths_low=24)
    public = drawn(page(f"incident={KILLINGS}"))
    assert "deaths at least: 20 → 24" in public
    assert "a later count" not in public
    request.getfixturevalue("editor")
    app = page(f"incident={KILLINGS}")
    assert "<bdi>editor</bdi>: <bdi>a later count</bdi>" in drawn(app)
    assert "deaths at least: 20 → 24" in drawn(app)
    assert "History: 2 versions" in [each.label for each in app.expander]


def test_an_incident_of_a_province_leads_to_the_others_there_in_these_days(page):
    app = page(f"incident={CLASHES}")
    assert "Also in \u2068Latakia\u2069 in these days:" in [each.value for each in app.caption]
    other = app.button(key="near.seeds:2025-03-coast-air-strikes")
    other.click().run()
    assert app.query_params["incident"] in ("seeds:2025-03-coast-air-strikes", ["seeds:2025-03-coast-air-strikes"])


def test_where_nothing_is_near_the_card_says_so(page):
    app = page(f"incident={ALERT}")
    assert "Nothing else is recorded for the same area within 7 days." in [each.value for each in app.caption]


def test_the_citation_carries_the_pinned_link_that_shows_the_same(page):
    app = page(f"incident={KILLINGS}")
    link = open_atlas(Settings.from_env()).store.head().link
    (cited,) = [each.value for each in app.code]
    assert f"?v={link}&incident=seeds%3A2025-03-al-mukhtariya-killings" in cited
    assert "Roughly near Al-Mukhtariya: within 15 km." in cited
