"""What a page writes into the store: only for those who may, under their own name."""

from geo.access import Caller
from geo.atlas import Atlas
from geo.errors import GeoError, NotFoundError, Sentence
from geo.incident import Incident
from geo.store.act import Head

TOOL = "dashboard"

_NOT_ALLOWED = Sentence(
    "You may read this record, not change it. Nothing was saved; ask those who keep this store to let you edit it."
)


def record(atlas: Atlas, caller: Caller, incident_id: str, version: int | None = None) -> Incident:
    """An incident whole, as an edit is made from it: as it stood at `version`, or stands now.

    Raises:
        GeoError: the caller may not edit.
        NotFoundError: there was none.
    """
    refuse_readers(caller)
    found = atlas.store.record(incident_id, at=version)
    if found is None:
        raise NotFoundError.incident(incident_id)
    return found


def save(atlas: Atlas, caller: Caller, incident: Incident, reason: str) -> Head:
    """Append one revision of an incident, by the caller.

    Raises:
        GeoError: the caller may not edit, or gives no reason. Nothing was saved.
        StaleEditError: somebody else revised it first. Nothing was saved.
        StoreError: the store cannot be written.
    """
    refuse_readers(caller)
    refuse_in_trouble(atlas)
    return atlas.store.append([incident], author=caller.name, reason=reason.strip(), tool=TOOL)


def refuse_in_trouble(atlas: Atlas) -> None:
    """Let nothing be written that could not be shown.

    Raises:
        StoreError: the store is not whole.
    """
    trouble = atlas.model.trouble
    if trouble:
        raise trouble.refusal()


def refuse_readers(caller: Caller) -> None:
    """Let only those go on who may edit.

    Raises:
        GeoError: the caller may not.
    """
    if not caller.may_edit:
        raise GeoError(_NOT_ALLOWED)
