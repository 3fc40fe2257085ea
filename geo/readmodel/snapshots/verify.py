"""Compares a kept read model with the revisions it was made from: what a seal beside the file cannot vouch for."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from geo.errors import GeoError
from geo.incident import Problem
from geo.readmodel import projection as narrow
from geo.readmodel.actor_codes import SHARE
from geo.readmodel.connection import draft_engine, quote_path, refuse_strange
from geo.readmodel.load import load
from geo.readmodel.schema import REVISIONS
from geo.readmodel.snapshots import snapshot as kept
from geo.readmodel.snapshots.seal import read_seal, sha256
from geo.store.act import Head
from geo.store.store import Store

_MEND = "Delete it: the next start makes it again from the revisions."

# Rows are numbered as they come, and actors as they are met; what is compared is the same however that went.
_PLAIN = ", ".join(f'"{name}"' for name in REVISIONS.names if name not in ("rid", "named"))
_SAME = {
    "revisions": f"SELECT {_PLAIN} FROM {{db}}.revisions",  # noqa: S608 - names of ours
    "named": f"""
        SELECT id, from_version, generalised, actor, entry % {SHARE} AS pairs
        FROM (SELECT id, from_version, generalised, unnest(named) AS entry FROM {{db}}.revisions)
        LEFT JOIN {{db}}.actor_names ON code = entry // {SHARE}
    """,  # noqa: S608 - likewise
    "actors": "SELECT id, from_version, actor, role, alleged FROM {db}.actors LEFT JOIN ({rids}) USING (rid)",
    "actor_names": "SELECT actor, folded, incidents FROM {db}.actor_names",
    "actor_ids": """
        SELECT id, from_version, actor, actor_id
        FROM {db}.actor_ids LEFT JOIN ({rids}) USING (rid) LEFT JOIN {db}.actor_names USING (code)
    """,
    "near_border": "SELECT id, from_version, border, round(km, 3) FROM {db}.near_border LEFT JOIN ({rids}) USING (rid)",
}
_RIDS = "SELECT rid, id, from_version FROM {db}.revisions WHERE NOT generalised"
_DIFFERENT = """
    SELECT count(*) FROM ((({made}) EXCEPT ALL ({found})) UNION ALL (({found}) EXCEPT ALL ({made})))
"""
# One number, one incident and version; one code, one actor: the joins above stand on it.
_DOUBLED = (
    "SELECT count(*) - count(DISTINCT rid) FROM kept.revisions WHERE NOT generalised",
    "SELECT count(*) - count(DISTINCT (rid, id, from_version)) FROM kept.revisions WHERE generalised",
    """
        SELECT count(*) FROM (SELECT * FROM kept.revisions WHERE generalised) AS moved
        ANTI JOIN (SELECT * FROM kept.revisions WHERE NOT generalised) AS own USING (rid, id, from_version)
    """,
    "SELECT count(*) - count(DISTINCT code) FROM kept.actor_names",
)


def check(location: str) -> list[Problem]:
    """Everything in the kept read models a server would start from that the store's revisions do not say.

    Reads all revisions that are in one. Each problem has the file in `field`, relative to the location, and in `row`
    the version it is kept for.
    """
    try:
        store = Store.open(location)
        heads = [act.head for act in store.acts()]
    except GeoError:
        return []  # what is wrong with the store itself is said by `geo.store.verify.verify`
    found = list(kept.find_snapshots(location, heads))
    return [problem for path, head in found for problem in _problems(store, path, head, heads[0].chain)]


def _problems(store: Store, path: Path, head: Head, first: str) -> Iterator[Problem]:
    file = f"{kept.FOLDER}/{path.name}"
    why = kept.doubt(path, head, first) or _check_seal(path)
    if why:
        yield Problem(head.version, file, f"This kept read model is not as it was written: {why}. {_MEND}")
        return
    try:
        different = list(_different(store, path, head))
    except duckdb.Error:
        yield Problem(head.version, file, f"This kept read model cannot be read. {_MEND}")
    except GeoError:
        return  # the revisions cannot be read, which `geo.store.verify.verify` says
    else:
        if different:
            said = "This kept read model says other than the revisions it was made from"
            yield Problem(head.version, file, f"{said} ({', '.join(different)}): somebody changed it. {_MEND}")


def _check_seal(path: Path) -> str | None:
    seal = read_seal(path)
    return None if seal and sha256(path) == seal.sha256 else "its SHA-256 is another"


def _different(store: Store, path: Path, head: Head) -> Iterator[str]:
    """Yield the tables that say something else, with how many rows."""
    with tempfile.TemporaryDirectory(prefix="geo-verify-") as folder, draft_engine(Path(folder)) as engine:
        engine.execute(f"ATTACH '{quote_path(path)}' AS kept (READ_ONLY)")
        refuse_strange(engine, "kept")
        load(engine, store.batches(upto=head.version, columns=narrow.READ), 0)
        if any(engine.execute(doubled).fetchall()[0][0] for doubled in _DOUBLED):
            yield "rows that stand twice"
        for name, rows in _SAME.items():
            made, kept_ = (
                rows.format(db=database, rids=_RIDS.format(db=database)) for database in ("memory.main", "kept.main")
            )
            count = engine.execute(_DIFFERENT.format(made=made, found=kept_)).fetchall()[0][0]
            if count:
                yield f"{name}: {count:,} rows"
