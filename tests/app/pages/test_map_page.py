"""The map page: what the address says is what the page shows, and back."""

import dataclasses
import pickle
from urllib.parse import urlencode

import pytest
from house import by
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parts import given_to, listed, tell, tick, ticked

from geo.atlas import open_atlas
from geo.incident import EVENT_TYPES
from geo.settings import Settings
from geo.view import FILTER_KEYS, PAGE_KEYS
from geo.words import LANGUAGES

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"


def words(app):
    said = [str(each.value) for each in (*app.markdown, *app.caption, *app.info, *app.warning, *app.error)]
    return " ".join([*said, *(button.label for button in app.button if str(button.key).startswith("only."))])


def address(app):
    given = {key: app.query_params[key] for key in app.query_params}
    return {key: [value] if isinstance(value, str) else list(value) for key, value in given.items()}


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
    assert [each["value"] for each in given_to(app, "actors")["chosen"]] == ["Russian forces"]
    assert listed(app) == ["seeds:2025-03-coast-air-strikes"]


def test_days_match_what_may_have_happened_until_the_reader_wants_only_what_is_sure(page):
    app = page("days=2025-03-06&days=2025-03-06")
    assert len(listed(app)) == 5
    app.radio(key="filter.dates").set_value("definite").run()
    assert listed(app) == ["seeds:2025-03-06-latakia-clashes"]
    assert address(app)["dates"] == ["definite"]


def test_session_state_of_ours_is_plain_so_that_a_session_can_move_to_another_process(page):
    app = page(f"actor=Russian+forces&type=Battles&incident={KILLINGS}&days=2025-03-01&days=2025-03-09")
    held = app.session_state._state.filtered_state  # noqa: SLF001  AppTest shows single values only
    parts = {"actors", "days", "kinds", "saved", "incidents", "timeline"}
    ours = {name: value for name, value in held.items() if name not in parts}
    assert {"view", "filter.dates"} <= set(ours)
    assert pickle.loads(pickle.dumps(ours)) == ours  # noqa: S301  our own


def test_each_choice_reaches_the_address(page):
    app = page()
    tick(app, type=["Battles"])
    assert address(app) == {"type": ["Battles"]}
    tick(app, type=["Battles"], verification=["disputed"])
    assert address(app) == {"type": ["Battles"], "verification": ["disputed"]}
    tick(app, verification=["disputed"])
    assert address(app) == {"verification": ["disputed"]}
    press(app, "Clear all filters")
    assert address(app) == {}
    assert len(listed(app)) == 5


def test_a_picked_incident_is_in_the_address_and_on_the_card(page):
    app = page()
    tell(app, "incidents", "picked", KILLINGS)
    assert address(app) == {"incident": [KILLINGS]}
    card = " ".join(each.proto.body for each in app.get("html"))
    assert "<dt>Deaths</dt><dd>at least 20</dd>" in card
    assert "Men of an Alawite village" in card
    assert "nobody named" not in card
    assert "Roughly near <bdi>Al-Mukhtariya</bdi>: within 15 km." in card
    assert card.count("Syrian Observatory for Human Rights") == 1
    app.button(key="card.close").click().run()
    assert address(app) == {}


def test_each_filter_of_a_link_stands_as_a_chip_and_can_be_taken_away_and_brought_back(page):
    app = page("country=IQ&q=vigilance&border=IQ-SY&within_km=20&admin2=Nowhere&admin2=Sinjar&only=disputed")
    chips = {b.key: b.label.replace("\u2068", "").replace("\u2069", "") for b in app.button if "chip." in str(b.key)}
    assert chips == {
        "chip.country.IQ": "country: Iraq",
        "chip.admin2.Nowhere": "district: Nowhere",
        "chip.admin2.Sinjar": "district: Sinjar",
        "chip.q": "words: vigilance",
        "chip.border": "within 20 km of the Iraq-Syria border",
        "chip.only": "only what is disputed",
    }
    for name in ("border", "only", "admin2.Nowhere", "q"):
        app.button(key=f"chip.{name}").click().run()
    assert address(app) == {"country": ["IQ"], "admin2": ["Sinjar"]}
    app.button(key="chips.undo").click().run()
    assert address(app) == {"country": ["IQ"], "admin2": ["Sinjar"], "q": ["vigilance"]}
    app.button(key="chips.clear").click().run()
    assert address(app) == {}
    app.button(key="chips.undo").click().run()
    assert address(app) == {"country": ["IQ"], "admin2": ["Sinjar"], "q": ["vigilance"]}


def test_what_the_reader_does_before_the_browser_has_the_last_address_is_kept(page):
    app = page("country=SY")
    tick(app, type=["Battles"])
    del app.query_params["type"]  # the browser tells the address it still has
    tick(app, type=["Battles", "Riots"])
    assert address(app) == {"type": ["Battles", "Riots"], "country": ["SY"]}
    del app.query_params["type"]
    app.text_input(key="filter.q").set_value("coast").run()
    assert address(app) == {"type": ["Battles", "Riots"], "country": ["SY"], "q": ["coast"]}


def test_the_way_back_is_gone_also_right_after_a_change(page):
    app = page("country=SY")
    tick(app, type=["Battles"])
    del app.query_params["type"]
    app.run()
    assert address(app) == {"country": ["SY"]}
    assert ticked(app, "type") == []


def test_the_way_back_across_a_change_of_language_is_read_in_the_language_of_the_address(page):
    app = page()
    app.button(key="language.other").click().run()
    assert address(app) == {"lang": ["ar"]}
    del app.query_params["lang"]  # as the browser's Back does
    app.run()
    assert app.button(key="language.other").label == LANGUAGES["ar"]
    assert any("Map of incidents" in each.proto.body for each in app.get("html"))


def test_a_link_with_a_sub_type_alone_is_left_as_it_is(page):
    app = page("sub_type=Armed+clash")
    assert ticked(app, "sub_type") == ["Armed clash"]
    assert address(app) == {"sub_type": ["Armed clash"]}


def test_the_last_days_count_back_from_the_last_day_of_the_data(page):
    app = page()
    press(app, "7 days")
    assert address(app) == {"days": ["2025-03-01", "2025-03-07"]}
    press(app, "year")
    assert address(app) == {"days": ["2025-01-01", "2025-03-07"]}


def test_every_widget_of_the_sidebar_reaches_the_address(page):
    app = page()
    app.text_input(key="filter.q").input("vigilance").run()
    app.multiselect(key="filter.country").select("IQ").run()
    app.number_input(key="filter.deaths").set_value(0).run()
    app.selectbox(key="filter.place_precision").select("admin1").run()
    app.selectbox(key="filter.rule").select("lowest").run()
    app.selectbox(key="filter.border").select("IQ-SY").run()
    app.number_input(key="filter.within_km").set_value(120.0).run()
    assert not app.exception
    assert address(app) == {
        "q": ["vigilance"],
        "country": ["IQ"],
        "deaths": ["0"],
        "place_precision": ["admin1"],
        "rule": ["lowest"],
        "border": ["IQ-SY"],
        "within_km": ["120.0"],
    }


def test_each_part_of_the_count_leads_to_exactly_those(page):
    app = page()
    press(app, "**1** cannot be placed on the map")
    assert address(app) == {"only": ["unplaced"]}
    assert "**1** match · **0** drawn" in words(app)
    press(app, "Show all again")
    assert address(app) == {}


def test_what_cannot_be_read_is_left_out_and_said(page):
    app = page("days=yesterday&type=Battles&colour=red")
    assert "could not be read" in words(app)
    assert listed(app) == ["seeds:2025-03-06-latakia-clashes"]


def test_what_cannot_be_read_is_said_in_the_reader_s_language(page):
    app = page("days=yesterday&colour=red&within_km=9&lang=ar")
    said = words(app)
    assert "تاريخين بصيغة ISO" in said
    assert "ليس مرشِّحًا معروفًا" in said
    assert "يحتاج إلى حدود" in said
    assert "is not a known filter" not in said


def test_a_type_nobody_lists_is_kept_as_a_tick_box_and_matches_nothing(page):
    app = page("type=Invented")
    assert ticked(app, "type") == ["Invented"]
    assert [row["value"] for row in given_to(app, "kinds")["tree"]] == [*EVENT_TYPES, "Invented"]
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
    atlas = open_atlas(Settings.from_env())
    pinned = atlas.store.head().link
    before = atlas.store.record(KILLINGS)
    revised = dataclasses.replace(before, title="Revised", deaths_low=24, based_on=before.version)
    atlas.store.append([revised], caller=by("editor"), reason="a later count", tool="tests")
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
    assert "Battles" in ticked(app, "type")


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


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
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


@pytest.mark.parametrize(
    ("told", "days", "chip"),
    [
        (["2025-03-07.."], ["2025-03-07.."], "from 7 Mar 2025 on"),
        (["..2025-03-06"], ["..2025-03-06"], "up to 6 Mar 2025"),
        (["2025-03-01", "2025-03-06"], ["2025-03-01", "2025-03-06"], "1 Mar 2025 to 6 Mar 2025"),
    ],
)
def test_one_day_or_two_filter_and_stand_in_the_address_the_fields_and_a_chip(page, told, days, chip):
    app = page()
    tell(app, "days", "days", told)
    assert address(app)["days"] == days
    first, last = given_to(app, "days")["days"]
    assert spanned(first, last) == days
    assert given_to(app, "timeline")["days"] == [first, last]
    assert [button.label for button in app.button if button.key == "chip.days"] == [chip]
    tell(app, "days", "days", [])
    assert "days" not in address(app)


def spanned(first, last):
    return [first, last] if first and last else [f"{first or ''}..{last or ''}"]


@pytest.mark.parametrize("told", [["soon"], ["2025-03-07"], [".."], 7, None])
def test_days_that_cannot_be_read_change_nothing(page, told):
    app = page("days=2025-03-06..")
    tell(app, "days", "days", told)
    assert address(app)["days"] == ["2025-03-06.."]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_last_day_of_the_calendar_are_days_like_any_other(page, day):
    assert address(page(f"days={day}&days={day}"))["days"] == [day, day]
