from dataclasses import fields, replace
from datetime import UTC, datetime

from geo.incident import Actor, Incident, Role, Workflow
from geo.store.differences import changed_fields


def test_changed_fields_are_named_in_the_order_of_the_record(full: Incident):
    after = replace(full, workflow=Workflow.WITHDRAWN, title=None, actors=(Actor("Army", Role.PARTY, alleged=True),))
    assert changed_fields(full, after) == ("title", "actors", "workflow")


def test_what_the_store_sets_is_no_change(full: Incident):
    now = datetime(2025, 1, 1, tzinfo=UTC)
    after = replace(full, version=9, based_on=8, recorded_at=now, recorded_by="ada", reason="again")
    assert changed_fields(full, after) == ()


def test_unknown_is_not_zero():
    assert changed_fields(Incident("a", "a"), Incident("a", "a", deaths_low=0)) == ("deaths_low",)


def test_every_field_of_the_record_is_compared(full: Incident):
    revision = {"version", "based_on", "recorded_at", "recorded_by", "reason"}
    everything = {field.name for field in fields(Incident)} - revision
    blank = Incident("x", "y")
    assert set(changed_fields(blank, replace(full, deaths_high=3))) == everything
