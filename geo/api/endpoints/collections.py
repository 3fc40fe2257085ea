"""Single incidents and boundaries, in the shape of OGC API - Features."""

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from typing import Annotated, Any

import geopandas as gpd
import numpy as np
import shapely
from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse

from geo.api.models import Boundaries, IncidentRecord
from geo.api.openapi import answers
from geo.api.parameters import Filtered, own_keys, text, texts, whole
from geo.api.request import DEEPEST_ZOOM, Service, etag, read_zoom
from geo.errors import UnreadableViewError
from geo.incident import Incident
from geo.places.boundaries.boundaries import admin1_of, has_shape, simplify_shapes
from geo.query.lists.records import record

MAX_IDS = 200
GEOJSON = "application/geo+json"

Id = Annotated[str, Path(description="Id of the incident, such as dataset:number.")]
Ids = Annotated[
    list[str] | None,
    texts(MAX_IDS),
    Query(description="Ids of boundaries such as admin1:SY-LA, also with commas."),
]
Parent = Annotated[
    str | None,
    text(20, examples=["country:SY"]),
    Query(description="Country whose first-level divisions are asked for."),
]
Detail = Annotated[
    str, whole(0, DEEPEST_ZOOM), Query(description="Zoom level of the map the shapes are simplified for.")
]


class GeoJSON(JSONResponse):
    """An answer in GeoJSON (RFC 7946)."""

    media_type = GEOJSON


def routes(service: Service) -> APIRouter:
    """Return the routes below `/collections`."""
    router = APIRouter(prefix="/collections", tags=["Features"])

    @router.get(
        "/incidents/items/{incident_id:path}",
        response_class=GeoJSON,
        responses=answers(IncidentRecord, tagged=False, s404="No such incident, or not for the caller to see."),
    )
    def incident(request: Filtered, incident_id: Id) -> Response:
        """One incident, whole, as the caller may see it."""
        question = service.question(request)
        found = record(service.atlas.store, service.atlas.engine, question, incident_id)
        tag = etag(request, question)
        headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Host, Cookie"}
        return GeoJSON(as_feature(found), headers=headers)

    @router.get(
        "/boundaries/items",
        response_class=GeoJSON,
        responses=answers(Boundaries, s404="No such country, or one without divisions."),
    )
    def boundaries(request: Request, ids: Ids = None, parent: Parent = None, zoom: Detail = "22") -> Response:
        """Shapes by `ids` (repeated, or joined by commas), or the provinces of a `parent` country.

        An id nobody ships is left out, so that one old id does not take the rest of a map with it.
        """
        wrong = set(request.query_params) - own_keys(request.scope["route"].dependant).keys()
        if wrong:
            raise UnreadableViewError([f"“{key[:60]}” is no key of the boundaries." for key in sorted(wrong)])
        level = read_zoom(zoom)
        body = _collection(_asked_shapes(ids or [], parent, level), level)
        headers = {"Cache-Control": "public, max-age=86400", "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=GEOJSON)

    return router


def as_feature(incident: Incident) -> dict[str, Any]:
    """Return an incident as a GeoJSON feature (RFC 7946: longitude first; null geometry where there is no point)."""
    point = None
    if incident.lon is not None and incident.lat is not None:
        point = {"type": "Point", "coordinates": [incident.lon, incident.lat]}
    properties = jsonable_encoder(dataclasses.asdict(incident))
    return {"type": "Feature", "id": incident.id, "geometry": point, "properties": properties}


def _asked_shapes(given: Sequence[str], parent: str | None, zoom: int) -> gpd.GeoDataFrame:
    ids = [part for value in given for part in value.split(",") if part]
    if (parent is None) == (not ids) or len(ids) > MAX_IDS:
        raise UnreadableViewError([f"Ask for 1 to {MAX_IDS} “ids”, or for one “parent” such as country:SY."])
    if parent is not None:
        ids = list(admin1_of(parent.removeprefix("country:"))["feature"])
    return simplify_shapes([feature for feature in dict.fromkeys(ids) if has_shape(feature)], zoom)


def _collection(shapes: gpd.GeoDataFrame, zoom: int) -> bytes:
    """GeoJSON text: geometries are written by GEOS, rounded to what the zoom can show."""
    decimals = min(6, 2 + zoom // 3)
    rounded = shapely.transform(shapes.geometry.to_numpy(), lambda points: np.round(points, decimals))
    features = [
        f'{{"type":"Feature","id":{json.dumps(row.feature)},"properties":{_properties(row)},"geometry":{geometry}}}'
        for row, geometry in zip(shapes.itertuples(), shapely.to_geojson(rounded), strict=True)
    ]
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def _properties(row: Any) -> str:
    return json.dumps({"name": row.name, "name_ar": row.name_ar, "country": row.country, "level": row.level})
