"""Files the pages hand out to those who may have them: kept for a while, under names nobody can guess.

A page puts a file here and links to it; the API gives it out after asking who wants it. Streamlit's own way hands a
file to anybody who has its address.
"""

import hmac
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

_SECRET = secrets.token_bytes(32)
_MOST_BYTES = 64 << 20
_LOCK = threading.Lock()
_OFFERED: "OrderedDict[str, Download]" = OrderedDict()


@dataclass(frozen=True, slots=True)
class Download:
    """A file: what to call it on the reader's disk (a name of ours), its media type, and its bytes."""

    name: str
    media_type: str
    content: bytes


def offer(download: Download) -> str:
    """Keep a file, and say under which name it is asked for; the same file has the same name until the server ends.

    The ones offered longest ago go when all take up too much room.
    """
    token = hmac.new(_SECRET, download.name.encode() + b"\0" + download.content, "sha256").hexdigest()
    with _LOCK:
        _OFFERED[token] = download
        _OFFERED.move_to_end(token)
        while len(_OFFERED) > 1 and sum(len(each.content) for each in _OFFERED.values()) > _MOST_BYTES:
            _OFFERED.popitem(last=False)
    return token


def get_download(token: str) -> Download | None:
    """Return the file of that name; None when there is none, or none any more."""
    with _LOCK:
        return _OFFERED.get(token)
