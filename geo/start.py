"""Start of a server: the store is checked before anything else, and loaded while the first requests come in."""

import gc
import logging
import os
import sys
import threading
from typing import TYPE_CHECKING

from geo.access import LOCAL, PUBLIC, Authenticator
from geo.api.startup import StartingApp
from geo.errors import GeoError, cause
from geo.settings import Settings
from geo.store.store import Store

if TYPE_CHECKING:
    from geo.atlas import Atlas


def begin(settings: Settings, app: StartingApp, bound: str | None) -> Authenticator:
    """Open the store, and load it in a thread while the caller goes on.

    Args:
        settings: which store, and who may use it.
        app: answers "starting" until the store is loaded.
        bound: the address the server listens on; None is every address.

    Returns:
        What tells who is behind a request to this server.

    Raises:
        StoreError: the store is locked, broken or from a newer version.
    """
    Store.open(settings.store)
    known = Authenticator.open(local_access=settings.local_access, bound=bound, file=settings.secret)
    threading.Thread(target=_open, args=(settings, app, known), daemon=True, name="start").start()
    return known


def _open(settings: Settings, app: StartingApp, known: Authenticator) -> None:
    """Load the store and open the app; a store that cannot be read ends the server, as no answer would be true."""
    try:
        atlas = _load(settings, app, known)
    except GeoError as error:
        _end(str(error))
    except Exception as error:
        logging.getLogger(__name__).exception("start failed")
        why = cause(error) or "an internal error"
        _end(f"The server could not start: {why}. The store was not changed; see the log for details.")
    else:
        _warm(atlas, settings)


def _end(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
    os._exit(1)


def _load(settings: Settings, app: StartingApp, known: Authenticator) -> "Atlas":
    # Slow to import, so not before the port is open.
    from geo.api.app import create
    from geo.api.endpoints import static
    from geo.api.request import Service
    from geo.atlas import open_atlas

    atlas = open_atlas(settings)
    app.open(create(Service(atlas, known)), static.APP)
    return atlas


def _warm(atlas: "Atlas", settings: Settings) -> None:
    from geo.ui.shell.warm_up import warm

    warm(atlas, LOCAL if settings.local_access else PUBLIC)
    # What lives as long as the server is left out of every later collection: it is most of what there is.
    gc.collect()
    gc.freeze()
