"""The list of a view, and its further pictures: by governorate, and in hexagons."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response

from geo.api.request import Service, read_bbox, read_number, read_word, read_zoom
from geo.api.response import answered
from geo.errors import UnreadableViewError
from geo.query.engine.ordering import Order, Sort, usual
from geo.query.engine.question import Question
from geo.query.lists.grouping import Group
from geo.query.lists.listing import Page, listing
from geo.query.lists.locating import located
from geo.query.lists.near import near
from geo.query.map.hexes import hexes
from geo.query.map.regions import regions
from geo.view import marked

MOST_ROWS = 200
MOST_IDS = 100
DEEPEST = 1_000_000_000  # rows before a page
MOST_KM, MOST_DAYS = 300, 366
PAGE = ("sort", "order", "group", "offset", "limit", "ids", "at")


def routes(service: Service) -> APIRouter:
    """The routes that the list, and the further pictures of a view, are drawn from."""
    router = APIRouter()
    engine = service.atlas.engine

    @router.get("/list")
    def list_(request: Request, page: Annotated[Page, Depends(_page)], locate: str | None = None) -> Response:
        """Incidents a page at a time, sorted and grouped; with `locate` also at which row that one stands.

        With `at` those that one mark of the map stands for: `lon,lat`, `w,s,e,n`, or a shape such as admin1:SY-LA.
        """

        def answer(question: Question) -> dict[str, Any]:
            found = listing(engine, question, page)
            return found if locate is None else found | {"located": located(engine, question, page, locate)}

        return answered(service, request, answer, *PAGE, "locate", several="ids")

    @router.get("/regions")
    def regions_(request: Request) -> Response:
        """Incidents by first-level division, and how many are in no known one."""
        return answered(service, request, lambda question: regions(engine, question))

    @router.get("/hexes")
    def hexes_(request: Request, bbox: str, zoom: str) -> Response:
        """The hexagons of a viewport, and how many incidents have no point."""
        box, level = read_bbox(bbox), read_zoom(zoom)
        return answered(service, request, lambda question: hexes(engine, question, box, level), "bbox", "zoom")

    @router.get("/near")
    def near_(request: Request, incident: str, km: str = "25", days: str = "7") -> Response:
        """What else happened near an incident, in place and in time."""
        reach = {"km": read_number("km", km, MOST_KM), "days": read_number("days", days, MOST_DAYS)}

        def answer(question: Question) -> dict[str, Any]:
            return {"near": near(engine, question, incident, **reach)}

        return answered(service, request, answer, "incident", *reach)

    return router


def _page(  # noqa: PLR0913  (the route's keys)
    *,
    sort: str = Sort.WHEN.value,
    order: str | None = None,
    group: str = Group.NONE.value,
    offset: str = "0",
    limit: str = "50",
    ids: Annotated[Sequence[str], Query()] = (),
    at: str | None = None,
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
        marked(at)
    except ValueError as error:
        raise UnreadableViewError([f"“at” {error.args[0]}."]) from None
    return at
