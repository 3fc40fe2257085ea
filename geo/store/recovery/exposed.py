"""Incidents in the data files of a store too damaged to open, and those that a rollback would expose."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from geo.incident import SCHEMA, Workflow
from geo.store.licences import shareable
from geo.store.raw_files import Files

_READ = ("id", "version", "dataset", "workflow", "generalise_m", "sources")
_TOLD = pa.schema(
    [
        pa.field("file", pa.string()),
        *(pa.field(name, SCHEMA.field(name).type) for name in _READ[:-1]),
        pa.field("shareable", pa.bool_()),
    ]
)


def stories(files: Files, names: Iterable[str], ids: pa.Array | None = None) -> pa.Table:
    """Return the revisions in data files, as far as they can be read: who may see them, and where they stand.

    Args:
        files: of the store.
        names: of the data files.
        ids: the incidents asked for; None: all.

    Returns:
        Columns file, id, version, dataset, workflow, generalise_m and shareable.
    """
    return pa.concat_tables([_TOLD.empty_table(), *(part for name in names for part in _parts(files, name, ids))])


def newest(told: pa.Table) -> pa.Table:
    """Return the newest revision of each incident among them."""
    last = told.group_by("id").aggregate([("version", "max")]).rename_columns(["id", "version"])
    return told.join(last, ["id", "version"], join_type="inner")


def find_exposed(lost: pa.Table, left: pa.Table) -> list[str]:
    """Return the incidents shown in more detail without some revisions: once withdrawn, hidden or coarser.

    Args:
        lost: the revisions that are taken back.
        left: the newest revision before them of each incident.
    """
    both = lost.join(left, "id", join_type="inner", left_suffix="", right_suffix="_left")
    were_shown = pc.and_(_is(both["workflow_left"], Workflow.PUBLISHED), both["shareable_left"])
    hid = pc.invert(pc.and_(_is(both["workflow"], Workflow.PUBLISHED), both["shareable"]))
    coarser = pc.greater(_metres(both["generalise_m"]), _metres(both["generalise_m_left"]))
    withdrew = pc.and_not(_is(both["workflow"], Workflow.WITHDRAWN), _is(both["workflow_left"], Workflow.WITHDRAWN))
    shows = pc.or_(withdrew, pc.and_(were_shown, pc.or_(hid, coarser)))
    return sorted(pc.unique(both["id"].filter(shows)).to_pylist())


def _parts(files: Files, name: str, ids: pa.Array | None) -> Iterator[pa.Table]:
    try:
        with files.parquet(name) as parquet:
            for batch in parquet.iter_batches(columns=list(_READ)):
                rows = pa.Table.from_batches([batch])
                yield _tag_shareable(name, rows if ids is None else rows.filter(pc.is_in(rows["id"], ids)))
    except (OSError, pa.ArrowException):
        return


def _tag_shareable(name: str, rows: pa.Table) -> pa.Table:
    columns = [pa.repeat(name, rows.num_rows), *(rows[column] for column in _READ[:-1]), shareable(rows)]
    return pa.table(columns, names=_TOLD.names).cast(_TOLD)


def _is(column: pa.ChunkedArray, stage: Workflow) -> pa.ChunkedArray:
    return pc.equal(column, stage.value).fill_null(False)  # noqa: FBT003 - Arrow's own


def _metres(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return column.fill_null(0)
