"""Settings from the environment, read once and passed down."""

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
SEEDS = ROOT / "seeds"
# What the store's folder may hold before there is a store in it.
GAZETTEERS, ANSWERS, LEADS, IMPORTS = "gazetteers", "geocoder", "leads", "imports"


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings: the store, access, and the server's public identity.

    Environment:
        GEO_STORE: the store's folder or object-store URL (default `data/store`).
        GEO_ACCESS: `local` gives all rights to who opens, on this machine, the link that the start prints; anything
            else is public and read-only.
        GEO_BROWSER: `none` leaves the browser alone; else the start opens that link in it, on a desktop.
        GEO_FRAME_ANCESTORS: whose pages may show ours in a frame, as Content-Security-Policy writes it
            (default `'self'`).
        GEO_LOG: the least that is logged: debug, info (default), warning or error.
        GEO_GEOCODER: an online geocoder that may be asked, such as `nominatim:https://geo.example` (default none).
        GEO_CONTACT: whom it may write to about our requests: an e-mail or web address.
        GEO_GEOCODER_KEY: its key, where it wants one.
        GEO_BASEMAPS: online maps that a reader may choose, with commas between (default `osm,imagery`); `none`
            forbids them.
    """

    store: str
    local_access: bool
    frame_ancestors: str = "'self'"
    log_level: str = "info"
    geocoder: str | None = None
    contact: str | None = None
    geocoder_key: str | None = field(default=None, repr=False)
    basemaps: tuple[str, ...] = ("osm", "imagery")
    opens_browser: bool = True

    @property
    def secret(self) -> Path:
        """The file with the secret of local access: in the store's folder, or the default's when the store is a URL.

        Its name begins with a dot, as what is no part of a store does.
        """
        of_url = f"-{hashlib.sha256(self.store.encode()).hexdigest()[:16]}" if "://" in self.store else ""
        return self._folder / f".secret{of_url}"

    @property
    def gazetteers(self) -> Path:
        """Folder of the user's own gazetteers: in the store's folder, or the default's when the store is a URL."""
        return self._folder / GAZETTEERS

    @property
    def answers(self) -> Path:
        """Folder of the cached answers of an online geocoder."""
        return self._folder / ANSWERS

    @property
    def leads(self) -> Path:
        """Folder of the leads."""
        return self._folder / LEADS

    @property
    def imports(self) -> Path:
        """Folder of the imported files as they came, and of the answers on their columns."""
        return self._folder / IMPORTS

    @property
    def _folder(self) -> Path:
        return DATA / "store" if "://" in self.store else Path(self.store)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Return the settings in `env`, by default the process's environment."""
        env = os.environ if env is None else env
        return cls(
            store=env.get("GEO_STORE") or str(DATA / "store"),
            local_access=env.get("GEO_ACCESS") == "local",
            frame_ancestors=env.get("GEO_FRAME_ANCESTORS") or "'self'",
            log_level=(env.get("GEO_LOG") or "info").lower(),
            geocoder=env.get("GEO_GEOCODER") or None,
            contact=env.get("GEO_CONTACT") or None,
            geocoder_key=env.get("GEO_GEOCODER_KEY") or None,
            basemaps=_names(env.get("GEO_BASEMAPS") or "osm,imagery"),
            opens_browser=env.get("GEO_BROWSER") != "none",
        )


def file_name(path: Path) -> str:
    """Return a file's name as text: undecodable bytes are replaced."""
    return os.fsencode(path.name).decode(errors="replace")


def _names(listed: str) -> tuple[str, ...]:
    """Return the names in a list with commas; `none` is an empty one."""
    names = tuple(name for part in listed.split(",") if (name := part.strip().lower()))
    return () if names == ("none",) else names
