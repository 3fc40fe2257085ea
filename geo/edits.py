"""Edits made on pages: only by callers who may edit, under their own name."""

from geo.access import Caller, require_editor
from geo.atlas import Atlas
from geo.errors import NotFoundError
from geo.incident import Incident
from geo.store.act import Head

TOOL = "dashboard"


def record(atlas: Atlas, caller: Caller, incident_id: str, version: int | None = None) -> Incident:
    """Return an incident whole, as an edit is made from it: as it stood at `version`, or stands now.

    Raises:
        NotAllowedError: the caller may not edit.
        NotFoundError: there was none.
    """
    require_editor(caller)
    found = atlas.store.record(incident_id, at=version)
    if found is None:
        raise NotFoundError.incident(incident_id)
    return found


def save(atlas: Atlas, caller: Caller, incident: Incident, reason: str) -> Head:
    """Append one revision of an incident, by the caller.

    Raises:
        GeoError: the caller gives no reason. Nothing was saved.
        NotAllowedError: the caller may not edit. Nothing was saved.
        StaleEditError: somebody else revised it first. Nothing was saved.
        StoreError: the store cannot be written, or what is in it cannot be shown.
    """
    require_editor(caller)
    atlas.refuse_in_trouble()
    return atlas.store.append([incident], caller=caller, reason=reason.strip(), tool=TOOL)
