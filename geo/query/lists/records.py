"""Whole records by id, as far as the caller may see them."""

from typing import Any

import ibis
from typing_extensions import TypedDict

from geo.access import Caller
from geo.errors import NotFoundError
from geo.incident import Incident
from geo.query.engine.access_filter import revisions_of, visible
from geo.query.engine.engine import Engine
from geo.query.engine.question import Question
from geo.query.lists.public_record import generalise_incident, without_internal
from geo.store.store import Store


class Changed(TypedDict):
    """An incident that was revised or added."""

    id: str
    title: str | None


def record(store: Store, engine: Engine, question: Question, incident_id: str) -> Incident:
    """One incident as it was at the question's version, under today's rights; the view's filters do not apply.

    Raises:
        NotFoundError: there is none, or not for this caller.
    """
    rows = visible(question.caller, question.version)
    found = engine.ask(rows.filter(rows.id == incident_id)).to_pylist()
    whole = store.record(incident_id, at=question.version) if found else None
    if whole is None:
        raise NotFoundError.incident(incident_id)
    return _as_seen(whole, found[0], question.caller)


def history(store: Store, engine: Engine, question: Question, incident_id: str) -> list[Incident]:
    """Return the revisions of an incident up to the question's version that the caller may see, oldest first.

    A generalised incident shows a viewer only its present state: an older one may hold the exact place. What of a
    revision is for the team only, such as its reason, no viewer sees.
    """
    seen = record(store, engine, question, incident_id)
    rows = revisions_of(question.caller, question.version, incident_id)
    allowed = set(engine.ask(rows.select("from_version"))["from_version"].to_pylist())
    whole = store.history(incident_id, upto=question.version)
    shown = [revision if question.caller.sees_everything else without_internal(revision) for revision in whole]
    return [_latest(revision, seen) for revision in shown if revision.version in allowed] or [seen]


def changed_since(engine: Engine, question: Question, version: int) -> list[Changed]:
    """Return the incidents the caller may see now that were revised or added after `version`, latest first."""
    rows = visible(question.caller, question.version)
    later = rows.filter(rows.from_version > version).order_by(ibis.desc("from_version"), "id")
    found: list[Changed] = engine.ask(later.select("id", "title")).to_pylist()
    return found


def _latest(revision: Incident, seen: Incident) -> Incident:
    return seen if revision.version == seen.version else revision


def _as_seen(whole: Incident, row: dict[str, Any], caller: Caller) -> Incident:
    if caller.sees_everything:
        return whole
    return generalise_incident(whole, row) if row["generalised"] else without_internal(whole)
