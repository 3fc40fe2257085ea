"""Reading a table of places: which column is which, how it is written, and what cannot be told."""

import pytest

from geo.errors import UnclearColumnsError, UnreadableGazetteerError
from geo.incident import Problem
from geo.places.gazetteer.added.lookup import Added
from geo.text.spelling import fold


def found(shelf, name):
    return Added.open(shelf).find_by_name(fold(name))


@pytest.mark.parametrize(
    "header",
    [
        "name,lon,lat",
        "Place_Name,Longitude,Latitude",
        "title,long,lat",
        "PLACE,lng,lat",
        "toponym,x,y",
        "الاسم,خط الطول,خط العرض",
    ],
)
def test_columns_are_known_by_their_usual_names(add, shelf, header):
    addition = add(f"{header}\nTall Zahr,36.2,35.1\n", "mine.csv")
    (place,) = found(shelf, "Tall Zahr")
    assert (place.lon, place.lat, place.kind) == (36.2, 35.1, "place")
    assert f"name is the column '{header.split(',')[0]}', by its name." in addition.reasons


def test_what_a_guess_passed_over_is_said(add):
    addition = add("title,name,lon,lat\nx,Tall Zahr,36.2,35.1\n", "mine.csv")
    assert "name is the column 'name', by its name, rather than 'title'." in addition.reasons


@pytest.mark.parametrize(
    ("header", "unclear"),
    [
        ("village_x,lon,lat", "name; there are 'village_x', 'lon', 'lat'. Say which: --name-column NAME."),
        ("name,east,north", "longitude and latitude; "),
        ("name,lon,Lon,lat", "longitude; "),
    ],
)
def test_columns_that_cannot_be_told_are_asked_for(add, shelf, header, unclear):
    with pytest.raises(UnclearColumnsError) as error:
        add(f"{header}\na,1,2,3\n", "mine.csv")
    assert f"It is not clear which column has the {unclear}" in str(error.value)
    assert not shelf.exists()


def test_a_user_says_which_column_is_which(add, shelf):
    addition = add(
        "name,lon,lat,wgs_e,wgs_n\nTall Zahr,4036200,235100,36.2,35.1\n",
        "mine.csv",
        columns={"lon": "wgs_e", "lat": "wgs_n"},
    )
    assert (found(shelf, "Tall Zahr")[0].lon, found(shelf, "Tall Zahr")[0].lat) == (36.2, 35.1)
    assert "lon is the column 'wgs_e', as told." in addition.reasons


@pytest.mark.parametrize("columns", [{"lon": "nowhere"}, {"lon": "a", "lat": "a"}])
def test_a_column_that_is_not_there_or_named_twice_is_refused(add, columns):
    with pytest.raises(UnclearColumnsError):
        add("name,a,b\nTall Zahr,36.2,35.1\n", "mine.csv", columns=columns)


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_columns_are_separated_by_what_the_header_shows(add, shelf, between):
    lines = ["name,lon,lat", '"Zahr, Tall",36.2,35.1', "Tall Abyad,36.3,35.2"]
    lines = [line.replace("Zahr, Tall", "Zahr~Tall").replace(",", between).replace("~", ", ") for line in lines]
    assert add("\r\n".join(lines), "mine.txt").gazetteer.rows == 2
    assert found(shelf, "Zahr, Tall")[0].name == "Zahr, Tall"


def test_decimal_commas_are_refused_where_the_file_has_points_too(add):
    addition = add("name;lon;lat\nTall Zahr;36,2;35,1\nTall Abyad;36.3;35.2\n", "mine.csv")
    assert addition.problems == (Problem(2, "lon", "is not a number of degrees", "36,2"),)


def test_decimal_commas_are_said(add, shelf):
    addition = add("name;lon;lat\nTall Zahr;36,2;35,1\nTall Abyad;36;35,2\n", "mine.csv")
    assert (found(shelf, "Tall Zahr")[0].lon, found(shelf, "Tall Abyad")[0].lat) == (36.2, 35.2)
    assert addition.reasons[0] == "Columns are separated by semicolons, fractions by a comma."


@pytest.mark.parametrize(
    ("radius_m", "precision", "drawn_m"),
    [
        ("", "settlement", 2_000),
        ("30", "exact", 30),
        ("120", "vicinity", 120),
        ("900", "settlement", 900),
        ("8000", "near", 8_000),
    ],
)
def test_a_place_is_as_finely_known_as_its_radius_says(add, shelf, radius_m, precision, drawn_m):
    add(f"name,lon,lat,radius_m\nTall Zahr,36.2,35.1,{radius_m}\n", "mine.csv")
    (place,) = found(shelf, "Tall Zahr")
    assert (place.place_precision, place.radius_m) == (precision, drawn_m)


@pytest.mark.parametrize("radius_m", ["-5", "0", "nan", "2 km", "1e9"])
def test_a_radius_that_is_none_sets_its_row_aside(add, radius_m):
    addition = add(f"name,lon,lat,radius_m\nTall Zahr,36.2,35.1,{radius_m}\nTall Abyad,36.2,35.1,9\n", "mine.csv")
    assert addition.problems == (Problem(2, "radius_m", "is not a radius in metres", radius_m),)


def test_other_columns_are_read_where_they_are_named(add, shelf):
    add(
        "id,name,other_names,country,population,lon,lat\n"
        "7,Tall Zahr,تل زهر|Tell Zahr; Zahr Tepe,Syria,1200.0,36.2,35.1\n"
        "8,Tall Abyad,https://example.org,sy,0,36.3,35.1\n",
        "mine.csv",
    )
    for name in ("Tall Zahr", "تل زهر", "Tell Zahr", "Zahr Tepe"):
        assert [place.place_id for place in found(shelf, name)] == ["mine:7"]
    (first,), (second,) = found(shelf, "Tall Zahr"), found(shelf, "Tall Abyad")
    assert (first.country, first.population, second.country, second.population) == ("SY", 1200, "SY", None)
    assert found(shelf, "https://example.org") == []


def test_rows_of_no_country_take_the_one_told(add, shelf):
    add("name,lon,lat,country\nTall Zahr,36.2,35.1,\nTall Abyad,36.2,35.1,IQ\n", "mine.csv", country="Turkey")
    assert (found(shelf, "Tall Zahr")[0].country, found(shelf, "Tall Abyad")[0].country) == ("TR", "IQ")


def test_a_country_nobody_knows_is_refused(add):
    with pytest.raises(UnreadableGazetteerError, match="'Atlantis' is not a known country"):
        add("name,lon,lat\nTall Zahr,36.2,35.1\n", "mine.csv", country="Atlantis")


def test_a_quote_left_open_costs_its_rows_and_is_said(add):
    addition = add('name,lon,lat\n"Tall Zahr,36.2,35.1\nTall Abyad",36.2,35.1\nTall Khan,36.2,35.1\n', "mine.csv")
    assert addition.gazetteer.rows == 1
    assert addition.problems[0].message == "contains a line break; a quote may not be closed"


def test_a_dump_with_a_header_is_a_table(add, shelf):
    header = "geonameid\tname\talternatenames\tlatitude\tlongitude\tcountry code\n"
    add(f"{header}12\tTall Zahr\tTell Zahr\t35.1\t36.2\tSY\n", "SY.txt", name="mine")
    assert found(shelf, "Tell Zahr")[0].place_id == "mine:12"


@pytest.mark.parametrize(
    "content", ["places\nTall Zahr\n", "\n\n", "name,lon\nTall Zahr,36\n", "<html><body>404</body></html>"]
)
def test_what_is_no_table_is_refused(add, content):
    with pytest.raises(UnreadableGazetteerError, match="It needs a header and columns"):
        add(content, "mine.csv")


def test_a_header_alone_is_refused(add):
    with pytest.raises(UnreadableGazetteerError, match="Not one of its rows is a place"):
        add("name,lon,lat\n", "mine.csv")
