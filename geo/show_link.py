"""Display of the local-access link: on the terminal, and on a desktop in the browser."""

import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from geo.access import Authenticator, open_secret
from geo.settings import Settings

_NOBODY = "GEO_ACCESS=local has no effect while the server listens beyond this machine. Listen on 127.0.0.1."
_LINK = "To edit and import, open this link. Anyone who has it can change the data, so do not share it:\n{link}"
_UNKEPT = "The link is valid until the server stops: {file} cannot be written, or belongs to another user."
_TRIES, _PAUSE_SECONDS = 100, 0.1
_PAGE = Markup("""<!doctype html>
<meta charset="utf-8"><meta http-equiv="refresh" content="0; url={link}"><title>Incident Atlas</title>
<a href="{link}">Incident Atlas</a>
""")


def announce(settings: Settings, authenticator: Authenticator, place: str) -> None:
    """Show the link where `GEO_ACCESS=local` is set, or say why there is none.

    Args:
        settings: whether somebody may have local access, and where the secret is kept.
        authenticator: knows the secret.
        place: the server's port, with the path prefix if there is one, such as `8501/atlas`.
    """
    if not settings.local_access:
        return
    secret, bound = authenticator.secret(), authenticator.bound
    if secret is None or bound is None:
        _print(_NOBODY)
        return
    link = secret.link(bound, place)
    _print(_LINK.format(link=link))
    if not open_secret(settings.secret)[1]:
        _print(_UNKEPT.format(file=settings.secret))
    if settings.opens_browser and sys.stdout.isatty() and is_desktop(os.environ, sys.platform):
        file = settings.secret.with_name(f"{settings.secret.name}.html")
        port = int(place.partition("/")[0])
        threading.Thread(target=_open_browser, args=(link, file, (bound, port)), daemon=True, name="browser").start()


def is_desktop(env: Mapping[str, str], platform: str) -> bool:
    """Return True if a browser with a window can be opened before the person who started the server.

    Args:
        env: the process's environment.
        platform: as `sys.platform`.
    """
    if "SSH_CONNECTION" in env:
        return False
    return platform in {"darwin", "win32"} or any(name in env for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _open_browser(link: str, file: Path, listening: tuple[str, int]) -> None:
    """Open the link once the server listens.

    Everybody on a machine can read the command line of a browser, so it is given a file that leads to the link and
    that only its owner can read.
    """
    try:
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as page:
            page.write(_PAGE.format(link=link))
    except OSError:
        return  # the link stands on the terminal
    if _is_open(*listening):
        webbrowser.open(file.absolute().as_uri())


def _is_open(address: str, port: int) -> bool:
    """Wait until a port is open; return False if it does not open in time."""
    for _ in range(_TRIES):
        try:
            socket.create_connection((address, port), 1).close()
        except OSError:
            time.sleep(_PAUSE_SECONDS)
        else:
            return True
    return False
