"""The form that gives an incident another place: what it offers, what it refuses, what it writes."""

import dataclasses
import re
from pathlib import Path

import pytest
from fake_geocoder_server import LICENCE, listening
from house import by, house, incident
from parts import tell

from geo import edits
from geo.access import LOCAL, PUBLIC, AccessRole, Caller
from geo.atlas import open_atlas
from geo.errors import GeoError
from geo.places.gazetteer.added.add_gazetteer import add
from geo.settings import Settings

KILLINGS = "seeds:2025-03-al-mukhtariya-killings"
COUNCIL = "seeds:2025-03-military-council"
NINEVEH, IDLIB = "geonames:448149", "geonames:164094"


@pytest.fixture
def form(page, editor):  # noqa: ARG001
    """Open an incident's page, and the form on it."""

    def opened_on(incident_id=KILLINGS):
        app = page(f"incident={incident_id}")
        press(app, "card.place")
        return app

    return opened_on


def press(app, key):
    next(button for button in app.button if key in (button.key, button.label)).click().run()
    assert not app.exception


def fill(app, name=None, country=None, admin1=None):
    """Set the fields that are given, one after the other, as a person does."""
    if name is not None:
        app.text_input(key="placing.name").set_value(name).run()
    if country is not None:
        app.selectbox(key="placing.country").set_value(country).run()
    if admin1 is not None:
        app.selectbox(key="placing.admin1").set_value(admin1).run()
    assert not app.exception


def save(app, choice=None, reason=None):
    if choice is not None:
        app.radio(key="placing.choice").set_value(choice).run()
    if reason is not None:
        app.text_area(key="placing.reason").input(reason)
    press(app, "Save")


def lines(app):
    """The list to pick from, without isolates and escapes; how likely each is is the geocoder's affair."""
    plain = [words.translate({0x2068: None, 0x2069: None, ord("\\"): None}) for words in choice(app).options]
    return [re.sub(r"(over |under )?\d+ %", "… %", words) for words in plain]


def choice(app):
    return app.radio(key="placing.choice")


def said(app):
    shown = (*app.markdown, *app.caption, *app.info, *app.warning, *app.error)
    return " ".join(str(each.value) for each in shown).translate({0x2068: None, 0x2069: None, ord("\\"): None})


def store():
    return open_atlas(Settings.from_env()).store


def has(app, label):
    return any(button.label == label for button in app.button)


def test_a_reader_is_offered_no_way_to_change_anything(page):
    assert not has(page(f"incident={KILLINGS}"), "Change the place")


def test_an_editor_is_offered_none_on_an_old_version_which_would_not_show_it(page, editor):  # noqa: ARG001
    assert has(page(f"incident={KILLINGS}"), "Change the place")
    assert not has(page(f"incident={KILLINGS}&v={store().head().link}"), "Change the place")


@pytest.mark.parametrize("caller", [PUBLIC, Caller("reader", AccessRole.ANALYST)])
def test_who_may_not_edit_is_refused_whatever_the_page_shows(store, caller):  # noqa: ARG001
    atlas = open_atlas(Settings.from_env())
    before = atlas.store.record(KILLINGS)
    moved = dataclasses.replace(before, place_name="elsewhere", based_on=before.version)
    with pytest.raises(GeoError, match="Nothing was saved"):
        edits.save(atlas, caller, moved, "a reason")
    with pytest.raises(GeoError, match="Nothing was saved"):
        edits.record(atlas, caller, KILLINGS)
    assert atlas.store.head().version == 1


def test_only_editors_and_those_above_may_edit():
    assert [role for role in AccessRole if Caller("x", role).may_edit] == [AccessRole.EDITOR, AccessRole.ADMIN]


def test_the_form_begins_with_what_the_record_tells_and_the_geocoders_choice(form):
    app = form()
    assert app.text_input(key="placing.name").value == "Al-Mukhtariya"
    assert app.selectbox(key="placing.country").value == "SY"
    assert app.selectbox(key="placing.admin1").value == "admin1:SY-LA"
    assert lines(app) == [
        "1. Al-Mukhtariya (Latakia, Syria) · … % · a curated place of that name",
        "Somewhere in Latakia province (Syria)",
        "Somewhere in Syria",
        "Not known: do not show it on the map",
    ]
    assert choice(app).value == "1"
    assert choice(app).proto.captions[0].endswith("current")
    assert "exact position to be verified" in said(app)


def test_two_places_of_one_name_stand_in_the_list_and_none_is_chosen_for_the_editor(form):
    app = form()
    fill(app, name="Sinjar", country="")
    assert lines(app) == [
        "1. Sinjār (Nineveh, Iraq) · … % · its main name",
        "2. Sinjār (Idlib, Syria) · … % · its main name",
        "Not known: do not show it on the map",
    ]
    assert choice(app).value is None
    assert "2 places can be meant by Sinjar" in said(app)


def test_a_name_asked_anew_begins_with_the_geocoders_choice_and_not_with_the_last_pick(form):
    app = form()
    fill(app, name="Sinjar", country="")
    choice(app).set_value("1").run()
    fill(app, country="SY")
    assert choice(app).value == "1"
    assert "Idlib" in lines(app)[0]
    fill(app, name="Sinjar again")
    assert choice(app).value is None


def test_a_told_province_decides_between_two_places(form):
    app = form()
    fill(app, name="Sinjar", country="IQ", admin1="admin1:IQ-NI")
    assert choice(app).value == "1"
    assert lines(app)[1:3] == ["Somewhere in Nineveh province (Iraq)", "Somewhere in Iraq"]


def test_another_country_leaves_the_province_untold(form):
    app = form()
    fill(app, country="IQ")
    assert app.selectbox(key="placing.admin1").value == ""
    fill(app, country="")
    assert app.selectbox(key="placing.admin1").disabled


def test_a_pick_is_one_revision_with_who_chose_why_and_from_what(form):
    app = form()
    fill(app, name="Sinjar", country="")
    save(app, "1", "The report speaks of Yazidis.")
    now = store().record(KILLINGS)
    assert (now.version, now.based_on, now.recorded_by, now.reason) == (2, 1, "local", "The report speaks of Yazidis.")
    assert (now.place_name, now.place_id, now.country, now.admin1) == ("Sinjar", NINEVEH, "IQ", "Nineveh")
    assert (now.geocoding.chosen, now.geocoding.chosen_by) == (NINEVEH, "local")
    assert [each.place_id for each in now.geocoding.candidates] == [NINEVEH, IDLIB]
    assert store().acts()[-1].tool == "dashboard"


def test_after_saving_the_card_shows_the_place_and_who_placed_it_and_the_form_is_gone(form):
    app = form()
    fill(app, name="Sinjar", country="")
    save(app, "1", "The report speaks of Yazidis.")
    card = " ".join(each.proto.body for each in app.get("html"))
    sentence = "Somewhere in the town of <bdi>Sinjar</bdi>, within 2 km."
    assert f'<dt>Where</dt><dd><bdi>Sinjar, Nineveh, IQ</bdi><p class="card-quiet">{sentence}</p></dd>' in card
    assert "<dt>Placed by</dt><dd><bdi>local: The report speaks of Yazidis.</bdi></dd>" in card
    assert "version 2, live" in said(app)
    assert [toast.value for toast in app.toast] == ["Saved as version 2."]
    assert not has(app, "Save")
    assert dict(app.query_params) == {"incident": KILLINGS}
    app.run()
    assert not app.toast


@pytest.mark.parametrize(
    ("choice", "precision", "feature"),
    [("admin1:SY-LA", "admin1", "admin1:SY-LA"), ("country:SY", "country", "country:SY"), ("", "unknown", None)],
)
def test_less_than_a_place_can_be_said_too(form, choice, precision, feature):
    app = form()
    save(app, choice, "Nobody says where exactly.")
    now = store().record(KILLINGS)
    assert (now.place_precision, now.feature, now.lon, now.lat, now.radius_m) == (precision, feature, None, None, None)
    assert (now.country, now.geocoding.chosen_by) == ("SY", "local")


@pytest.mark.parametrize(
    ("choice", "reason", "missing"),
    [(None, "A map.", "Choose a place in the list"), ("1", " ", "Enter a reason"), (None, None, "Choose a place")],
)
def test_without_a_place_or_a_reason_nothing_is_saved_and_what_was_typed_stays(form, choice, reason, missing):
    app = form()
    fill(app, name="Sinjar", country="")
    save(app, choice, reason)
    assert "Not saved yet." in said(app)
    assert missing in said(app)
    assert store().head().version == 1
    assert app.text_input(key="placing.name").value == "Sinjar"


def test_a_name_nobody_knows_says_what_to_do(form):
    app = form()
    fill(app, name="Qasr al-Nonsense")
    warned = " ".join(each.value for each in app.warning)
    assert "is known in Latakia" in warned.replace("\\", "")
    assert "geo gazetteer add FILE" in warned
    assert lines(app)[0] == "Somewhere in Latakia province (Syria)"
    assert choice(app).value is None


def test_an_empty_name_says_what_to_write_and_may_still_be_somewhere(form):
    app = form()
    fill(app, name="  ")
    assert any("Enter the name" in each.value for each in app.info)
    assert lines(app) == [
        "Somewhere in Latakia province (Syria)",
        "Somewhere in Syria",
        "Not known: do not show it on the map",
    ]


def test_what_nobody_ships_stays_told_until_the_editor_tells_otherwise(page, editor, tmp_path):  # noqa: ARG001
    house(tmp_path, [incident("odd", country="XX", admin1="Nowhere", place_name="A place")])
    app = page("incident=test:odd")
    press(app, "card.place")
    assert (app.selectbox(key="placing.country").value, app.selectbox(key="placing.admin1").value) == ("XX", "Nowhere")
    assert "is not a known country" in said(app)
    save(app, "", "Nobody knows.")
    now = store().record("test:odd")
    assert (now.country, now.admin1) == ("XX", "Nowhere")


def test_a_stale_edit_is_refused_with_the_others_change_and_goes_on_top_of_it_at_the_next_press(form):
    app = form()
    fill(app, name="Sinjar", country="")
    before = store().record(KILLINGS)
    theirs = dataclasses.replace(before, title="Their title", based_on=1)
    store().append([theirs], caller=by("another"), reason="a title", tool="tests")
    save(app, "1", "The report speaks of Yazidis.")
    assert "was changed by another in the meantime (title)" in said(app)
    assert "Your input is kept. The place is now Al-Mukhtariya, Latakia, SY" in said(app)
    assert store().head().version == 2
    assert app.text_area(key="placing.reason").value == "The report speaks of Yazidis."
    assert (app.text_input(key="placing.name").value, choice(app).value) == ("Sinjar", "1")
    press(app, "Save")
    now = store().record(KILLINGS)
    assert (now.version, now.based_on, now.title, now.place_id) == (3, 2, "Their title", NINEVEH)


def test_the_form_goes_with_the_incident(form):
    app = form()
    tell(app, "incidents", "picked", COUNCIL)
    assert not has(app, "Save")
    tell(app, "incidents", "picked", KILLINGS)
    assert not has(app, "Save")


def test_the_form_opens_with_the_record_as_it_is_now(form):
    app = form(COUNCIL)
    assert app.text_input(key="placing.name").value == "Syria"
    fill(app, name="Sinjar", country="")
    save(app, "2", "A map.")
    press(app, "card.place")
    assert app.text_input(key="placing.name").value == "Sinjar"
    assert app.selectbox(key="placing.admin1").value == "admin1:SY-ID"
    assert app.text_area(key="placing.reason").value == ""


@pytest.fixture
def village(tmp_path, store):  # noqa: ARG001 - the folder of the store is the gazetteers' too
    """A gazetteer of the user's own, with a place that no other has."""
    path = tmp_path / "villages.csv"
    path.write_text("name,lat,lon,country\nBayt al-Nonsense,35.6,36.05,SY\n", encoding="utf-8")
    return add(Settings.from_env().gazetteers, path, LOCAL, name="villages", licence="ours")


def test_a_place_of_an_added_gazetteer_is_offered(form, village):
    app = form()
    fill(app, name="Bayt al-Nonsense")
    assert lines(app)[0].startswith("1. Bayt al-Nonsense (Latakia, Syria)")
    save(app, "1", "Our own survey.")
    assert store().record(KILLINGS).geocoding.gazetteer.endswith(village.gazetteer.label)


def test_a_damaged_gazetteer_is_said_to_be_so_and_the_shipped_ones_answer(form, village):
    (Path(Settings.from_env().gazetteers) / "villages" / "1" / "about.json").write_text("{", encoding="utf-8")
    app = form()
    assert "villages/1 is damaged" in said(app)
    assert lines(app)[0].startswith("1. Al-Mukhtariya")
    assert village.gazetteer.rows == 1


def test_nobody_is_asked_where_no_online_geocoder_is_set(form):
    app = form()
    assert not [button for button in app.button if button.label.startswith("Ask ")]
    assert "will see" not in said(app)


@pytest.fixture
def online(monkeypatch):
    """An online geocoder on loopback that knows one Sinjar."""
    with listening("nominatim") as server:
        monkeypatch.setenv("GEO_GEOCODER", f"nominatim:{server.url}")
        yield server


def ask(app):
    press(app, "placing.ask")


def test_it_is_said_what_an_online_geocoder_will_see_and_nothing_is_sent_before_the_press(form, online):
    app = form()
    fill(app, name="Sinjar", country="")
    assert "will see each place name asked for, its country when known" in said(app)
    assert online.heard == []
    assert len(lines(app)) == 3
    ask(app)
    assert [heard.query["q"] for heard in online.heard] == ["Sinjar"]


def test_its_places_join_the_list_marked_as_from_there_with_their_licence(form, online):
    app = form()
    fill(app, name="Sinjar", country="")
    ask(app)
    assert lines(app)[2] == "3. Sinjar (Nineveh, Iraq)"
    origin = f"from nominatim at {online.url.removeprefix('http://')}; {LICENCE}"
    assert LICENCE.partition(" http")[0] in said(app)
    save(app, "3", "The newest map.")
    now = store().record(KILLINGS)
    added = now.geocoding.candidates[-1]
    assert (now.place_id, now.geocoding.chosen, now.admin1) == ("nominatim:node/123", "nominatim:node/123", "Nineveh")
    assert (added.place_id, added.score, added.reason) == ("nominatim:node/123", 0, origin)
    assert [each.place_id for each in now.geocoding.candidates[:-1]] == [NINEVEH, IDLIB]
    assert len(online.heard) == 1


def test_one_press_asks_once_and_for_that_name_alone(form, online):
    app = form()
    fill(app, name="Sinjar", country="")
    ask(app)
    choice(app).set_value("3").run()
    choice(app).set_value("1").run()
    assert len(online.heard) == 1
    assert not has(app, "Try again")
    fill(app, name="Rojavaland")
    assert len(online.heard) == 1
    assert any(button.key == "placing.ask" for button in app.button)


def test_its_errors_are_said_in_its_sentence_and_asked_again_only_at_a_press(form, online):
    online.status = 503
    app = form()
    ask(app)
    assert any("Nothing was saved" in each.value or "nothing was saved" in each.value for each in app.error)
    assert lines(app)[0].startswith("1. Al-Mukhtariya")
    heard = len(online.heard)
    choice(app).set_value("").run()
    assert len(online.heard) == heard
    assert not app.error


def test_what_cannot_be_followed_in_the_setting_is_said(form, monkeypatch):
    monkeypatch.setenv("GEO_GEOCODER", "gazetteer:nowhere")
    app = form()
    assert "is no online geocoder we know. Online geocoding stays off." in said(app)
    assert lines(app)[0].startswith("1. Al-Mukhtariya")


def test_a_province_without_its_country_stays_the_word_it_is(page, editor, tmp_path):  # noqa: ARG001
    house(tmp_path, [incident("half", admin1="Nineveh", place_name="Sinjar")])
    app = page("incident=test:half")
    press(app, "card.place")
    assert app.selectbox(key="placing.admin1").value == "Nineveh"
    assert lines(app)[0].startswith("1. Sinjār (Nineveh, Iraq)")
