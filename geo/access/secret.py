"""The secret of local access: kept in a file beside the store, shown in a link, exchanged for a cookie.

The cookie is derived from the secret, so it outlives a restart, and a new secret makes every old cookie worthless.
"""

import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from geo.errors import GeoError

ENTRANCE = "enter"  # the address below the server's own that takes the secret
_TEXT = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)  # 32 random bytes in URL-safe base 64
_OWNER_ONLY = 0o600
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Secret:
    """32 random bytes in URL-safe base 64, and the cookie derived from them."""

    text: str = field(repr=False)

    @property
    def cookie_name(self) -> str:
        """A name of the store's own: browsers send the cookies of one port to all ports of a host."""
        return f"atlas_{self._derive('store id')[:16]}"

    @property
    def cookie_value(self) -> str:
        """Value of the cookie: derived from the secret, so that a copied cookie does not reveal the link."""
        return self._derive("cookie")

    def link(self, address: str, place: str) -> str:
        """Return the link that gives local access.

        Args:
            address: the address of this machine that the server listens on.
            place: its port, with the path prefix if there is one, such as `8501/atlas`.
        """
        host = f"[{address}]" if ":" in address else address
        return f"http://{host}:{place}/{ENTRANCE}?secret={self.text}"

    def matches(self, text: str) -> bool:
        """Return True if `text` is the secret, in constant time."""
        return hmac.compare_digest(text.encode(errors="replace"), self.text.encode())

    def is_in(self, cookie_headers: Iterable[str]) -> bool:
        """Return True if one of the Cookie headers holds the cookie; another of the same name does not hide it."""
        pairs = (pair.strip().partition("=") for header in cookie_headers for pair in header.split(";"))
        values = [value.encode() for name, _, value in pairs if name == self.cookie_name]
        return any(hmac.compare_digest(value, self.cookie_value.encode()) for value in values)

    def _derive(self, purpose: str) -> str:
        return hmac.new(self.text.encode(), purpose.encode(), hashlib.sha256).hexdigest()


# Asked at each request, so that a secret that was revoked gives no rights from then on.
SecretSource = Callable[[], Secret | None]


def no_secret() -> None:
    """Return None: nobody can have local access."""


@cache
def open_secret(path: Path) -> tuple[SecretSource, bool]:
    """Open the secret in `path`; make one when there is none, or when others could have read it.

    Returns:
        The source of the secret, and whether it is kept in the file; if it cannot be, it lasts as long as the process.
    """
    try:
        _ensure(path)
    except OSError:
        unkept = Secret(secrets.token_urlsafe(32))
        return lambda: unkept, False
    return _FileSource(path), True


def revoke(path: Path) -> None:
    """Remove the secret in `path`; the next start makes a new one.

    Raises:
        GeoError: it cannot be removed.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        sentence = (
            f"The secret in {path} cannot be removed: {error.strerror}. Links and browsers that had rights still have "
            "them; make its folder writable, and try again."
        )
        raise GeoError(sentence) from error


class _FileSource:
    """The secret as it stands in its file, read again only after the file changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[tuple[int, ...] | None, Secret | None] = (None, None)

    def __call__(self) -> Secret | None:
        """Return the present secret; None when the file is gone or damaged."""
        try:
            status = self._path.stat()
            stamp = (status.st_ino, status.st_mtime_ns, status.st_ctime_ns)
            if self._known[0] != stamp:
                self._known = (stamp, _parse(self._path.read_bytes()))
        except OSError:
            return None
        return self._known[1]


def _ensure(path: Path) -> None:
    """Leave a good secret in `path`: replace one that is damaged, or that others could have read.

    Raises:
        OSError: the file is somebody else's, or cannot be written.
    """
    try:
        if _parse(path.read_bytes()) is not None and _is_private(path):
            return
        path.unlink(missing_ok=True)
    except FileNotFoundError:
        pass  # another process may be writing it at this moment: what it wrote is not removed
    _write(path, f"{secrets.token_urlsafe(32)}\n".encode())


def _parse(content: bytes) -> Secret | None:
    text = content.decode("ascii", errors="replace").strip()
    return Secret(text) if _TEXT.fullmatch(text) else None


def _is_private(path: Path) -> bool:
    """Return True if nobody but its owner can read the file, as far as the system knows of owners."""
    return os.name != "posix" or not path.stat().st_mode & _OTHERS


def _write(path: Path, content: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all. What another process wrote first stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY), "wb") as file:
        file.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
