"""The API describes itself: every parameter, every status and every answer are as its description has them."""

import json
from functools import cache
from urllib.parse import quote

import pytest
from every_answer import WHOLE, opened
from fastapi.testclient import TestClient
from house import by, editors_client
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from strategies import areas, borders, names, one_of

from geo.api.app import create
from geo.api.request import Service
from geo.query.totals.facets import facets
from geo.store.store import Store
from geo.synthesis.incidents import synthetic
from geo.view import FILTERS, View

# The routes that speak of no view.
WITHOUT_FILTERS = {"/health", "/collections/boundaries/items"}
PATHS = (
    *("/health", "/map", "/counts", "/facets", "/actors", "/timeline", "/list", "/regions", "/hexes", "/near"),
    *("/collections/incidents/items/{incident_id}", "/collections/boundaries/items"),
)
# How likely a request has a parameter that it may leave out, one in so many: with all of them nothing would match.
SELDOM = 12
RARELY = 40  # and likewise how likely a value is anything at all
BOXES = ("30,30,50,40", "-180,-85,180,85", "170,-60,-170,60", "200,10,220,20")
SHAPES = ("country:SY", "admin1:SY-LA", "border:IQ-SY", "admin1:nowhere")


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """Some hundred synthetic incidents: points, areas and lines, with and without dates, numbers and actors."""
    store = Store.open(str(tmp_path_factory.mktemp("openapi") / "store"))
    for table in synthetic(120, seed=11):
        store.append_rows(table, caller=by("tester"), reason="a test", tool="tests")
    return opened(store)


@pytest.fixture(scope="module")
def clients(atlas):
    return [TestClient(create(Service(atlas)), raise_server_exceptions=False), editors_client(atlas)]


@pytest.fixture(scope="module")
def described(clients):
    return clients[0].get("/openapi.json").json()


@pytest.fixture(scope="module")
def known(atlas):
    """Values that the store holds, by the parameters that take them."""
    found = facets(atlas.engine, atlas.question(View(), Service(atlas).authenticator.caller([], changes=False)))
    values = {
        key: [str(row["value"]).lower() if key == "alleged" else row["value"] for row in rows]
        for key, rows in found.items()
    }
    ids = atlas.store.rows(columns=["id"])["id"].to_pylist()
    return values | {"incident": ids, "incident_id": ids, "locate": ids, "v": [atlas.store.head().link]}


def closed(schema):
    """A schema to which what is not described is an error."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    ends = {"additionalProperties": False} if schema.get("type") == "object" and "properties" in schema else {}
    return {key: closed(part) for key, part in schema.items()} | ends


class Description:
    """Compares answers with their description, to the last key."""

    def __init__(self, described):
        self._described, self._components = described, closed(described["components"])
        self._validator = cache(self._validator_of)

    def _validator_of(self, path, status, media):
        schema = operation(self._described, path)["responses"][status]["content"][media]["schema"]
        return Draft202012Validator({**schema, "components": self._components})

    def parameters(self, path):
        return operation(self._described, path).get("parameters", [])

    def mismatches(self, path, answer):
        """How an answer differs."""
        documented, status = operation(self._described, path)["responses"], str(answer.status_code)
        if status not in documented:
            return [f"undocumented status {status}: {answer.text[:200]}"]
        content = documented[status].get("content")
        if content is None:
            return [] if not answer.content else ["an answer where none is described"]
        media = answer.headers["content-type"].partition(";")[0]
        if media not in content:
            return [f"undocumented content {media}"]
        errors = self._validator(path, status, media).iter_errors(answer.json())
        return [f"{error.json_path}: {error.message[:300]}" for error in errors]


@pytest.fixture(scope="module")
def description(described):
    return Description(described)


def operation(described, path):
    return described["paths"][path]["get"]


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_is_a_parameter_of_every_route_that_takes_it(described, name):
    own = {("/near", "days")}  # there it is a number of days
    for path in set(described["paths"]) - WITHOUT_FILTERS:
        if (path, name) not in own:
            found = {each["name"]: each for each in operation(described, path)["parameters"]}[name]
            assert FILTERS[name].key.schema.items() <= found["schema"].items()
            assert found["description"] == FILTERS[name].description


def test_a_parameter_has_a_type_and_a_sentence_and_a_route_says_what_it_answers(described):
    for path in described["paths"]:
        for each in operation(described, path).get("parameters", []):
            assert each["schema"]["type"], (path, each["name"])
            assert each["description"].endswith((".", "..")), (path, each["name"])
        content = operation(described, path)["responses"]["200"]["content"]
        assert all(media["schema"] for media in content.values()), path


def test_a_route_is_called_by_what_it_answers_in_words_and_stands_in_a_group(described):
    for path in described["paths"]:
        assert len(operation(described, path)["summary"].split()) > 2, path
        assert operation(described, path)["tags"], path


def test_every_route_is_asked(described):
    assert set(described["paths"]) == set(PATHS)


def test_only_statuses_that_are_given_are_described(described):
    statuses = {status for path in described["paths"] for status in operation(described, path)["responses"]}
    assert statuses == {"200", "304", "400", "404", "408", "413", "414", "429", "503"}
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_the_description_tells_nobody_more_of_the_store_than_another(clients):
    visitor, editor = (client.get("/openapi.json").json() for client in clients)
    assert visitor == editor


@pytest.mark.parametrize("url", [*WHOLE, "/list?group=place&locate={id}", "/near?incident={id}&km=300&days=366"])
def test_answers_with_content_are_as_described(clients, description, known, url):
    for client in clients:
        for id_ in known["incident"][: 5 if "{id}" in url else 1]:
            answer = client.get(url.format(id=id_))
            assert answer.status_code == 200
            assert description.mismatches(url.partition("?")[0], answer) == []


def test_records_and_boundaries_are_as_described(clients, description, known):
    item = "/collections/incidents/items/{incident_id}"
    for client in clients:
        for id_ in known["incident"][:10]:
            assert description.mismatches(item, client.get(item.format(incident_id=id_))) == []
        for query in ("parent=country:SY&zoom=3", "ids=border:IQ-SY,admin1:SY-LA&ids=country:IQ"):
            boundaries = client.get(f"/collections/boundaries/items?{query}")
            assert boundaries.json()["features"]
            assert description.mismatches("/collections/boundaries/items", boundaries) == []


def test_a_key_that_is_not_described_would_be_noticed(clients, description):
    answer = clients[0].get("/counts")
    answer.json = lambda: {**json.loads(answer.content), "secret": 1}
    assert description.mismatches("/counts", answer) == [
        "$: Additional properties are not allowed ('secret' was unexpected)"
    ]


def values(parameter, known):
    """What may stand for a parameter: as its schema has it, or of the store."""
    schema, name = parameter["schema"], parameter["name"]
    special = {"bbox": st.sampled_from(BOXES), "area": areas, "border": borders, "at": st.sampled_from(BOXES + SHAPES)}
    shapes = {"ids": st.sampled_from((*SHAPES, *known["incident"])), "parent": st.sampled_from(SHAPES)}
    item = schema["items"] if schema["type"] == "array" else schema
    own = special | shapes
    fitting = own[name] if name in own else one_of(item)
    if name in known:
        fitting = st.sampled_from(known[name]) | fitting
    if schema["type"] == "array":
        return st.lists(fitting, min_size=1, max_size=2)
    return fitting.map(lambda one: [one])


ANYTHING = st.just(["1", "2"]) | names.map(lambda one: [one])


@st.composite
def requests(draw, parameters, known):
    """The path's values, the query and the headers of a request."""
    seldom = SELDOM if len(parameters) > SELDOM else 2
    chosen = [each for each in parameters if each.get("required") or draw(st.integers(1, seldom)) == seldom // 2]
    found = {"path": {}, "query": [], "header": {}}
    for each in chosen:
        given_values = draw(ANYTHING if draw(st.integers(1, RARELY)) == RARELY // 2 else values(each, known))
        if each["in"] == "path":
            found["path"][each["name"]] = given_values[0]
        elif each["in"] == "header":
            found["header"][each["name"]] = draw(st.from_regex(r'W/"[0-9a-f]{32}"', fullmatch=True))
        else:
            found["query"] += [(each["name"], value) for value in given_values]
    return found


@pytest.mark.parametrize("path", PATHS)
@given(data=st.data())
def test_whatever_is_asked_the_answer_is_as_described(clients, description, known, path, data):
    parameters = description.parameters(path)
    asked = data.draw(requests(parameters, known))
    client = data.draw(st.sampled_from(clients))
    url = path.format(**{name: quote(value, safe="") for name, value in asked["path"].items()})
    answer = client.get(url, params=asked["query"], headers=asked["header"])
    assert description.mismatches(path, answer) == []
    if "etag" in answer.headers:
        again = client.get(url, params=asked["query"], headers={"If-None-Match": answer.headers["etag"]})
        assert description.mismatches(path, again) == []
