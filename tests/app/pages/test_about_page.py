"""The About page: what it says of the map agrees with the map."""

import csv

import pytest
import shapely

from geo.access import LOCAL
from geo.incident import PlacePrecision, Verification
from geo.maps.style import DRAWINGS, FILLS
from geo.places.boundaries.boundaries import country_of, touching
from geo.places.gazetteer.added.add_gazetteer import add
from geo.settings import DATA, Settings
from geo.ui.about.borders import DISPUTED, Disputed
from geo.ui.about.markdown import rights
from geo.ui.about.sources import LICENCES, geodata_packages


@pytest.fixture
def about(page):
    """The page as a public visitor reads it."""
    app = page()
    app.switch_page("screens/about.py").run()
    assert not app.exception
    return app


def words(app):
    return "\n".join(str(each.value) for each in app.markdown)


@pytest.mark.parametrize("each", DISPUTED, ids=lambda each: each.name)
def test_each_line_on_borders_agrees_with_the_shapes_shipped(each: Disputed):
    here = touching(shapely.Point(each.lon, each.lat))

    assert {country_of(shape) for shape in here if shape.startswith("country:")} == {each.country} - {None}
    divisions = {country_of(shape) for shape in here if shape.startswith("admin1:")}
    assert divisions == {each.division or each.country} - {None}


def test_every_pinned_source_has_a_licence():
    with (DATA / "sources.csv").open(newline="") as file:
        packages = {row["package"] for row in csv.DictReader(file)}

    assert packages == LICENCES.keys() == {package for package, _ in geodata_packages(DATA)}


def test_the_page_names_sources_licences_and_the_version_shown(about):
    said = words(about).replace("\\", "")

    assert all(package in said and version in said for package, version in geodata_packages(DATA))
    assert "CC BY 4.0" in said
    assert "data version 1" in said
    assert "seeds" in said


def test_every_precision_and_every_level_of_checking_is_explained(about):
    said = words(about)

    assert all(DRAWINGS[precision].legend.capitalize() in said for precision in PlacePrecision)
    assert all(FILLS[level].words.capitalize() in said for level in Verification)


def test_headings_come_in_order(about):
    assert [title.value for title in about.title] == ["About"]
    assert len(about.header) == 9
    assert [each.value for each in about.subheader] == ["Sources and licences", "Borders"]


def test_a_public_reader_is_told_so(about):
    assert "You can see public incidents." in words(about)


def test_the_one_user_of_this_machine_is_told_so():
    assert "as the user of this machine" in rights(LOCAL)


def test_gazetteers_that_were_added_are_named_with_their_licence(store, page, tmp_path):  # noqa: ARG001
    file = tmp_path / "vill*ages.csv"
    file.write_text("name,lat,lon,country\nBayt al-Nonsense,35.6,36.05,SY\n", encoding="utf-8")
    add(Settings.from_env().gazetteers, file, LOCAL, name="villages", licence="<b>ours</b> | theirs")
    app = page()
    app.switch_page("screens/about.py").run()
    table = next(each.value for each in app.markdown if "villages" in each.value)
    assert "villages\\, version 1" in table
    assert "vill\\*ages\\.csv" in table
    assert "\\<b\\>ours\\<\\/b\\> \\| theirs" in table


def test_nothing_is_said_of_added_gazetteers_where_there_are_none(about):
    assert "added on this server" not in words(about)


def test_a_damaged_gazetteer_is_said_to_be_so(store, page):  # noqa: ARG001
    broken = Settings.from_env().gazetteers / "villages" / "1"
    broken.mkdir(parents=True)
    (broken / "about.json").write_text("{")
    app = page()
    app.switch_page("screens/about.py").run()
    assert any("is damaged" in each.value for each in app.error)


def test_who_may_ask_an_online_geocoder_reads_what_it_will_see(page, monkeypatch, request):
    monkeypatch.setenv("GEO_GEOCODER", "nominatim:https://geo.example")
    app = page()
    app.switch_page("screens/about.py").run()
    assert "geo.example" not in words(app).replace("\\", "")
    request.getfixturevalue("editor")
    app.run()
    assert "geo.example will see each place name asked for" in words(app).replace("\\", "")
