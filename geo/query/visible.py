"""What a caller may see: the only place, with the store's records, that decides.

A viewer sees what is published, shareable, and no closer than it is generalised to, both
at the version asked for and today: an old link never shows what must be hidden now.
"""

import ibis
import ibis.expr.types as ir

from geo.access import Caller
from geo.incident import PlacePrecision, Workflow
from geo.query.tables import REVISIONS, surely
from geo.store.mercator import BITS, MERCATOR_LAT
from geo.store.narrow import COARSE_DATES, COARSE_PLACES

PUBLIC_REVISIONS = ibis.table(
    ibis.schema({**dict(REVISIONS.schema().items()), "generalised": "boolean"}), name="public_revisions"
)
METRES_PER_DEGREE = 111_320.0  # along a meridian, and along the equator
HALF_DIAGONAL = 0.7072  # of a square of side 1: a ring this wide covers the cell


def visible(caller: Caller, version: int) -> ir.Table:
    """The revisions current at `version` that `caller` may see, with the position they may see.

    What a viewer sees has a column more: `generalised`, whether the position was moved.
    """
    if caller.sees_everything:
        current = _current(REVISIONS, version)
        return current.filter(current.workflow != Workflow.WITHDRAWN.value)
    current = _current(PUBLIC_REVISIONS, version)
    return current.filter(_public(current))


def withheld(caller: Caller, version: int) -> ir.Table:
    """What was published at `version` and may not be shown today: counted, whatever the view asks.

    Independent of the view's filters, so that a count never tells what a hidden record says.
    """
    current = _current(REVISIONS, version)
    published = current.filter(current.workflow == Workflow.PUBLISHED.value)
    return published.filter(ibis.literal(value=False) if caller.sees_everything else ~_public(published))


def revisions_of(caller: Caller, version: int, incident_id: str) -> ir.Table:
    """The revisions of one incident up to `version` that `caller` may read whole."""
    rows = REVISIONS.filter(REVISIONS.id == incident_id, REVISIONS.from_version <= version)
    if caller.sees_everything:
        return rows
    exact = (rows.generalise_m.fill_null(0.0) == 0) & (rows.now_generalise_m.fill_null(0.0) == 0)
    return rows.filter(_public(rows), exact)


def _current(revisions: ir.Table, version: int) -> ir.Table:
    return revisions.filter(revisions.from_version <= version, revisions.until_version > version)


def _public(rows: ir.Table) -> ir.BooleanValue:
    published = Workflow.PUBLISHED.value
    return (
        (rows.workflow == published)
        & (rows.now_workflow == published)
        & surely(rows.shareable)
        & surely(rows.now_shareable)
    )


def generalised() -> ir.Table:
    """What the view `public_revisions` is: all revisions, with the positions that anyone may see.

    A generalised position is the centre of a fixed grid cell, with a ring that covers where it was.
    The engine makes a view of it once, because Ibis would take longer to compile it than DuckDB to run it.
    Few revisions are generalised, so the others go through untouched: nothing is computed for millions of rows.
    """
    hidden = _hidden(REVISIONS)
    plain = REVISIONS.filter(~hidden).mutate(generalised=ibis.literal(value=False))
    return plain.select(*PUBLIC_REVISIONS.columns).union(_moved(REVISIONS.filter(hidden)))


def _hidden(rows: ir.Table) -> ir.BooleanValue:
    return surely(rows.generalise_m > 0) | surely(rows.now_generalise_m > 0)


def _moved(rows: ir.Table) -> ir.Table:
    size = ibis.greatest(rows.generalise_m.fill_null(0.0), rows.now_generalise_m.fill_null(0.0))
    # The engine may compute a row before it drops it, and no row may divide by nought.
    step = ibis.greatest(size, 1.0) / METRES_PER_DEGREE
    lat = (rows.lat / step).floor() * step + step / 2
    wide = step / ibis.greatest(lat.radians().cos(), 0.01)
    lon = (rows.lon / wide).floor() * wide + wide / 2
    nothing = ibis.null("string")
    # Districts and lines may be smaller than what is to be hidden; a province is left to the editor's choice.
    small = rows.place_precision.isin([PlacePrecision.ADMIN2.value, PlacePrecision.LINE.value])
    pointed = rows.lon.notnull()
    mx, my = _steps(lon, lat)
    precision = ibis.cases(
        (pointed, PlacePrecision.NEAR.value), (small, PlacePrecision.COUNTRY.value), else_=rows.place_precision
    )
    province = rows.place_precision == PlacePrecision.ADMIN1.value
    moved = rows.mutate(
        lon=lon,
        lat=lat,
        # `least` and `greatest` pass over nulls.
        mx=ibis.ifelse(pointed, mx, ibis.null("int32")),
        my=ibis.ifelse(pointed, my, ibis.null("int32")),
        radius_m=size * HALF_DIAGONAL + rows.radius_m.fill_null(0.0),
        place_precision=precision,
        drawn=pointed | surely(province & rows.feature.notnull()),
        coarse=surely(rows.date_precision.isin(COARSE_DATES)) | surely(precision.isin(COARSE_PLACES)),
        feature=ibis.ifelse(small, nothing, rows.feature),
        place_name=nothing,
        admin2=nothing,
        place_words=nothing,
        generalised=ibis.literal(value=True),
    )
    return moved.select(*PUBLIC_REVISIONS.columns)


def _steps(lon: ir.FloatingValue, lat: ir.FloatingValue) -> tuple[ir.IntegerValue, ir.IntegerValue]:
    """`geo.store.mercator.steps` as an expression."""
    angle = ibis.greatest(ibis.least(lat, MERCATOR_LAT), -MERCATOR_LAT).radians()
    south = (1 - (angle.tan() + 1 / angle.cos()).ln() / ibis.pi) / 2
    last = 2**BITS - 1
    mx, my = (
        ibis.greatest(ibis.least((share * 2**BITS).floor(), last), 0).cast("int32")
        for share in ((lon + 180) / 360, south)
    )
    return mx, my
