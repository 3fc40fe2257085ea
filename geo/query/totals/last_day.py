"""The last day the data speak of."""

from datetime import date

import ibis

from geo.query.engine.engine import Engine, memoise
from geo.query.engine.question import Question
from geo.query.engine.tables import MATCHED


@memoise
def last_day(engine: Engine, question: Question) -> date | None:
    """Return the latest known day of what matches; None where none is known."""
    latest = ibis.coalesce(MATCHED.end, MATCHED.start)
    found: date | None = engine.ask_one(MATCHED.aggregate(day=latest.max()), question)["day"]
    return found
