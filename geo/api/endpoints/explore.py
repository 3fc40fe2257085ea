"""The list of a view, and its further pictures: by governorate, and in hexagons."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from geo.api.models import Near
from geo.api.openapi import answers
from geo.api.parameters import Bbox, Filtered, TakesFilters, Zoom, text, texts, whole, word
from geo.api.request import Service, read_bbox, read_number, read_word, read_zoom
from geo.api.response import respond
from geo.errors import UnreadableViewError
from geo.query.engine.ordering import Order, Sort, usual
from geo.query.engine.question import Question
from geo.query.lists.grouping import Group
from geo.query.lists.listing import Listing, Page, listing
from geo.query.lists.near import near
from geo.query.lists.position import locate_incident
from geo.query.map.hexes import Hexagons, hexes
from geo.query.map.regions import Regions, regions
from geo.view import MAX_TEXT, parse_at

MOST_ROWS = 200
MOST_IDS = 100
DEEPEST = 1_000_000_000  # rows before a page
MOST_KM, MOST_DAYS = 300, 366

Locate = Annotated[str | None, text(), Query(description="Id of an incident whose row is asked for too.")]
Incident = Annotated[str, text(), Query(description="Id of the incident that others are near to.")]
Km = Annotated[str, whole(0, MOST_KM), Query(description="How far away, in kilometres.")]
Days = Annotated[str, whole(0, MOST_DAYS), Query(description="How many days before or after.")]
# Here `days` is a number of days, and whatever else a view asks has no say in what is near.
Nearby = Annotated[Request, Depends(TakesFilters("days"))]


def routes(service: Service) -> APIRouter:
    """Return the routes that the list, and the further pictures of a view, are drawn from."""
    router = APIRouter(tags=["Views"])
    engine = service.atlas.engine

    @router.get("/list", responses=answers(Listing))
    def list_(request: Filtered, page: Annotated[Page, Depends(_page)], locate: Locate = None) -> Response:
        """Incidents a page at a time, sorted and grouped; with `locate` also the row of that incident.

        With `at` those that one mark of the map stands for: `lon,lat`, `w,s,e,n`, or a shape such as admin1:SY-LA.
        """

        def answer(question: Question) -> Listing:
            found = listing(engine, question, page).copy()
            if locate is not None:
                found["located"] = locate_incident(engine, question, page, locate)
            return found

        return respond(service, request, answer)

    @router.get("/regions", responses=answers(Regions))
    def regions_(request: Filtered) -> Response:
        """Incidents by first-level division, and the number without a known one."""
        return respond(service, request, lambda question: regions(engine, question))

    @router.get("/hexes", responses=answers(Hexagons))
    def hexes_(request: Filtered, bbox: Bbox, zoom: Zoom) -> Response:
        """Hexagons of a viewport, and the number of incidents without a point."""
        box, level = read_bbox(bbox), read_zoom(zoom)
        return respond(service, request, lambda question: hexes(engine, question, box, level))

    @router.get("/near", responses=answers(Near, s404="No such incident, or not for the caller to see."))
    def near_(request: Nearby, incident: Incident, km: Km = "25", days: Days = "7") -> Response:
        """Other incidents near one, in place and in time."""
        reach = {"km": read_number("km", km, MOST_KM), "days": read_number("days", days, MOST_DAYS)}

        def answer(question: Question) -> Mapping[str, object]:
            return {"near": near(engine, question, incident, **reach)}

        return respond(service, request, answer)

    return router


def _page(  # noqa: PLR0913  (the route's keys)
    *,
    sort: Annotated[str, word(Sort), Query(description="What the list is sorted by.")] = Sort.WHEN.value,
    order: Annotated[
        str | None, word(Order), Query(description="Without it: names from A to Z, days and numbers from the top.")
    ] = None,
    group: Annotated[str, word(Group), Query(description="What the list is grouped by.")] = Group.NONE.value,
    offset: Annotated[str, whole(0, DEEPEST), Query(description="Rows before the page.")] = "0",
    limit: Annotated[str, whole(1, MOST_ROWS), Query(description="Rows of the page.")] = "50",
    ids: Annotated[Sequence[str], texts(MOST_IDS), Query(description="Only incidents with these ids.")] = (),
    at: Annotated[
        str | None,
        text(MAX_TEXT, examples=["37.1,36.2", "admin1:SY-LA"]),
        Query(description="Only those of a mark of the map: lon,lat or w,s,e,n in degrees, or a shape. Not with ids."),
    ] = None,
) -> Page:
    by = read_word("sort", sort, Sort)
    if len(ids) > MOST_IDS:
        raise UnreadableViewError([f"“ids” takes at most {MOST_IDS} values."])
    return Page(
        by,
        usual(by) if order is None else read_word("order", order, Order),
        read_word("group", group, Group),
        read_number("offset", offset, DEEPEST),
        read_number("limit", limit, MOST_ROWS, 1),
        tuple(dict.fromkeys(ids)),
        _mark(at, ids),
    )


def _mark(at: str | None, ids: Sequence[str]) -> str | None:
    if at is None:
        return None
    if ids:
        raise UnreadableViewError(["“ids” and “at” do not go together."])
    try:
        parse_at(at)
    except ValueError as error:
        raise UnreadableViewError([f"“at” {error.args[0]}."]) from None
    return at
