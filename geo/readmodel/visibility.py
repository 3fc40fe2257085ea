"""Visibility of the read model's rows, decided when revisions are loaded, so that queries only look it up.

A viewer sees what is published, shareable, and no closer than it is generalised to, both at the version asked for and
today: an old link never shows what must be hidden now. An editor sees all that is not withdrawn.
"""

import duckdb
import pyarrow as pa

from geo.readmodel import border_distances as nearness
from geo.readmodel.actor_codes import SHARE
from geo.readmodel.generalised.generalised_rows import generalise_rows
from geo.readmodel.schema import CURRENT, REVISIONS

_GONE = "FROM revisions WHERE generalised AND id IN (SELECT id FROM marked)"
_FORGET_NEAR = f"DELETE FROM near_border WHERE rid < 0 AND rid IN (SELECT {nearness.SPOT} {_GONE})"  # noqa: S608  (ours)
_FORGET = f"DELETE {_GONE}"
_CLOSE = f"""
    UPDATE revisions
    SET until_version = story.until_version, now_workflow = story.workflow,
        now_shareable = story.shareable, now_generalise_m = story.generalise_m
    FROM (
        SELECT rid,
            lead(from_version, 1, {CURRENT}) OVER ids AS until_version,
            last_value(workflow) OVER whole AS workflow,
            last_value(shareable) OVER whole AS shareable,
            last_value(generalise_m) OVER whole AS generalise_m
        FROM revisions WHERE id IN (SELECT id FROM marked)
        WINDOW ids AS (PARTITION BY id ORDER BY from_version),
            whole AS (
                PARTITION BY id ORDER BY from_version ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
            )
    ) AS story
    WHERE revisions.rid = story.rid
"""  # noqa: S608  (a constant of ours)
_PUBLISHED = """
    workflow = 'published' AND now_workflow = 'published' AND coalesce(shareable AND now_shareable, false)
"""
_HIDDEN = "coalesce(generalise_m > 0, false) OR coalesce(now_generalise_m > 0, false)"
# Of a row with its exact position, in SQL.
FOR_EDITORS = "workflow <> 'withdrawn'"
FOR_VIEWERS = f"{_PUBLISHED} AND NOT ({_HIDDEN})"
_GRANT = f"UPDATE revisions SET for_viewers = {FOR_VIEWERS} WHERE id IN (SELECT id FROM marked)"  # noqa: S608  (ours)
_MOVE = f"""
    SELECT * REPLACE ({_PUBLISHED} AS for_viewers, false AS for_editors)
    FROM revisions WHERE ({_HIDDEN}) AND id IN (SELECT id FROM marked)
"""  # noqa: S608  (constants of ours)
# What is found by words is what is shown: the title of a generalised row, and who is named in it.
_INSERT = f"""
    INSERT INTO revisions BY NAME
    WITH names AS (
        SELECT rid, string_agg(folded, ' ' ORDER BY code) AS folded
        FROM (SELECT rid, unnest(named) // {SHARE} AS code FROM moved) JOIN actor_names USING (code) GROUP BY rid
    )
    SELECT moved.* REPLACE (concat_ws(' ', moved.words, names.folded) AS words) FROM moved LEFT JOIN names USING (rid)
"""  # noqa: S608  (a number of ours)


def grant(cursor: duckdb.DuckDBPyConnection, marked: pa.Table) -> None:
    """Bring the rows of incidents with more than one revision, or a generalised one, to what may be seen today.

    Args:
        cursor: of an engine with the read model's tables.
        marked: the `id` of each such incident.
    """
    if not marked.num_rows:
        return
    cursor.register("marked", marked)
    for statement in (_FORGET_NEAR, _FORGET, _CLOSE, _GRANT):
        cursor.execute(statement)
    hidden = cursor.sql(_MOVE).to_arrow_table().cast(REVISIONS)
    cursor.unregister("marked")
    if hidden.num_rows:
        cursor.register("moved", generalise_rows(hidden))
        cursor.execute(_INSERT)
        nearness.measure(cursor, "generalised AND rid IN (SELECT rid FROM moved)")
        cursor.unregister("moved")
