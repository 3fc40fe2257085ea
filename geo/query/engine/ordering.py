"""In which order incidents are listed; what is not known stands last, and ids decide between equals."""

from enum import StrEnum

import ibis
import ibis.expr.types as ir

from geo.incident import Verification


class Sort(StrEnum):
    """Sort order of a list."""

    WHEN = "when"
    WHERE = "where"
    DEATHS = "deaths"
    TITLE = "title"
    TYPE = "type"
    VERIFICATION = "verification"


class Order(StrEnum):
    """Latest or most first, or the other way round."""

    DESC = "desc"
    ASC = "asc"


def usual(sort: Sort) -> Order:
    """Return the order a reader expects: names from A to Z, days and numbers from the latest and the most."""
    return Order.ASC if sort in {Sort.TITLE, Sort.WHERE, Sort.TYPE} else Order.DESC


def sorting(rows: ir.Table, sort: Sort, order: Order) -> tuple[ir.Value, ...]:
    """Return the keys to order incidents by.

    By days the latest known day decides, or in ascending order the earliest. A toll is the best number, else the
    low, else the high one. Verification goes by its own scale.
    """
    directed = (column.desc if order is Order.DESC else column.asc for column in columns(rows, sort, order))
    return *(direct(nulls_first=False) for direct in directed), rows.id


def columns(rows: ir.Table, sort: Sort, order: Order) -> tuple[ir.Column, ...]:
    """Return the sort columns in order."""
    if sort is Sort.WHEN:
        days = (rows.end, rows.start) if order is Order.DESC else (rows.start, rows.end)
        return (ibis.coalesce(*days),)
    if sort is Sort.WHERE:
        return rows.country, rows.admin1, rows.place_name
    if sort is Sort.DEATHS:
        return (ibis.coalesce(rows.deaths_best, rows.deaths_low, rows.deaths_high),)
    if sort is Sort.VERIFICATION:
        return (rows.verification.cases(*((each.value, rank) for rank, each in enumerate(Verification))),)
    return (rows.title if sort is Sort.TITLE else rows.event_type,)
