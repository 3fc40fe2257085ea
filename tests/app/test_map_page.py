"""The map page: what the address says is what the page shows, and back."""

import dataclasses
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.atlas import opened
from geo.settings import Settings
from geo.view import FILTER_KEYS, PAGE_KEYS

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"


def words(app):
    return " ".join(str(each.value) for each in (*app.markdown, *app.caption, *app.info, *app.warning, *app.error))


def address(app):
    given = {key: app.query_params[key] for key in app.query_params}
    return {key: [value] if isinstance(value, str) else list(value) for key, value in given.items()}


def listed(app):
    return [button.key.removeprefix("row.") for button in app.button if str(button.key).startswith("row.")]


def press(app, label):
    next(button for button in app.button if button.label.strip("\u2068\u2069") == label).click().run()
    assert not app.exception


def test_the_seed_report_stands_on_the_page_with_honest_counts(page):
    app = page()
    assert "**5** match · **4** drawn" in words(app)
    assert "**1** cannot be placed" in words(app)
    assert "**2** known only to a province" in words(app)
    assert "**≥ 20** (1 of 5 incidents gives a number)" in words(app)
    assert len(listed(app)) == 5


def test_an_actor_of_the_address_is_chosen_in_the_box_and_leaves_one(page):
    app = page("actor=Russian+forces")
    assert app.multiselect(key="filter.actor").value == ["Russian forces"]
    assert listed(app) == ["seeds:2025-03-coast-air-strikes"]


def test_days_match_what_may_have_happened_until_the_reader_wants_only_what_is_sure(page):
    app = page("days=2025-03-06&days=2025-03-06")
    assert len(listed(app)) == 5
    app.radio(key="filter.dates").set_value("definite").run()
    assert listed(app) == ["seeds:2025-03-06-latakia-clashes"]
    assert address(app)["dates"] == ["definite"]


def test_each_choice_reaches_the_address(page):
    app = page()
    app.checkbox(key="filter.type.Battles").check().run()
    assert address(app) == {"type": ["Battles"]}
    app.checkbox(key="filter.verification.disputed").check().run()
    assert address(app) == {"type": ["Battles"], "verification": ["disputed"]}
    app.checkbox(key="filter.type.Battles").uncheck().run()
    assert address(app) == {"verification": ["disputed"]}
    press(app, "Clear all filters")
    assert address(app) == {}
    assert len(listed(app)) == 5


def test_a_picked_incident_is_in_the_address_and_on_the_card(page):
    app = page()
    app.button(key=f"row.{KILLINGS}").click().run()
    assert address(app) == {"incident": [KILLINGS]}
    assert "at least 20" in words(app)
    assert "Men of an Alawite village" in words(app)
    assert "nobody named" not in words(app)
    assert "roughly near: within 15 km" in words(app)
    assert words(app).count("Syrian Observatory for Human Rights") == 1
    app.button(key="card.close").click().run()
    assert address(app) == {}


def test_a_filter_of_a_link_without_a_widget_is_said_and_can_be_taken_away(page):
    app = page("country=IQ&q=vigilance")
    assert listed(app) == ["seeds:2025-03-iraq-border-alert"]
    assert "2 more filters from the link" in words(app)
    next(b for b in app.button if b.key == "chip.q").click().run()
    assert address(app) == {"country": ["IQ"]}


def test_what_cannot_be_read_is_left_out_and_said(page):
    app = page("days=yesterday&type=Battles&colour=red")
    assert "could not be read" in words(app)
    assert listed(app) == ["seeds:2025-03-06-latakia-clashes"]


def test_a_type_nobody_lists_is_kept_as_a_tick_box_and_matches_nothing(page):
    app = page("type=Invented")
    assert app.checkbox(key="filter.type.Invented").value is True
    assert listed(app) == []
    assert "Nothing matches" in words(app)


def test_an_unknown_version_shows_no_data_until_the_reader_chooses_live(page):
    app = page("v=7-0123456789abcdef")
    assert listed(app) == []
    assert "does not have" in words(app)
    assert "**5** match" not in words(app)
    press(app, "Show the live data")
    assert len(listed(app)) == 5
    assert address(app) == {}


def test_a_pinned_link_shows_the_state_before_how_much_came_since_and_the_way_there(page):
    page()
    atlas = opened(Settings.from_env())
    pinned = atlas.store.head().link
    before = atlas.store.record(KILLINGS)
    revised = dataclasses.replace(before, title="Revised", deaths_low=24, based_on=before.version)
    atlas.store.append([revised], author="editor", reason="a later count", tool="tests")
    app = page(f"v={pinned}&incident={KILLINGS}")
    assert "1 incident changed since" in words(app)
    assert "Revised" not in words(app)
    assert "**≥ 20**" in words(app)
    press(app, "Revised")
    assert "**≥ 24**" in words(app)
    assert address(app) == {"incident": [KILLINGS]}


def test_a_walk_to_another_page_and_back_loses_nothing(page):
    app = page(f"type=Battles&type=Strategic+developments&dates=definite&incident={KILLINGS}&country=SY")
    before = address(app)
    app.switch_page("screens/about.py").run()
    assert not app.exception
    assert "Natural Earth" in words(app)
    for key in list(app.query_params):
        del app.query_params[key]
    app.switch_page("screens/map.py").run()
    assert address(app) == before
    assert app.checkbox(key="filter.type.Battles").value is True


def test_a_view_without_matches_says_what_each_filter_holds_back_and_takes_it_away(page):
    app = page("days=1999-01-01&days=1999-01-02&type=Battles")
    assert "Nothing matches these filters" in words(app)
    ways = [button.label for button in app.button if str(button.key).startswith("without.")]
    assert ways == ["Without days: 1 would match", "Without event type: 0 would match", "Clear all filters"]
    press(app, "Without days: 1 would match")
    assert address(app) == {"type": ["Battles"]}
    assert len(listed(app)) == 1


@pytest.mark.parametrize("query", ["incident=nobody", "incident=%7B%7B7*7%7D%7D"])
def test_a_picked_incident_that_is_not_there_is_said(page, query):
    assert "not in this data" in words(page(query))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(
            st.sampled_from((*FILTER_KEYS, *PAGE_KEYS, "x")),
            st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=12),
        ),
        max_size=4,
    )
)
def test_the_page_answers_any_query(page, pairs):
    assert not page(urlencode(pairs)).exception


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_day_of_the_calendar_are_days_like_any_other(page, day):
    assert address(page(f"days={day}&days={day}"))["days"] == [day, day]
