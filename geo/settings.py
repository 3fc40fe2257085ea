"""What the environment says, read once and passed down."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data"
SEEDS = ROOT / "seeds"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the store is, who may use it, and what the server says of itself.

    Environment:
        GEO_STORE: the store's folder or object-store URL (default `data/store`).
        GEO_ACCESS: `local` gives one user on this machine all rights; anything else is public and read-only.
        GEO_FRAME_ANCESTORS: whose pages may show ours in a frame, as Content-Security-Policy writes it
            (default `'self'`).
        GEO_LOG: the least that is logged: debug, info (default), warning or error.
    """

    store: str
    local_access: bool
    frame_ancestors: str = "'self'"
    log_level: str = "info"

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """The settings in `env`, by default the process's environment."""
        env = os.environ if env is None else env
        return cls(
            store=env.get("GEO_STORE") or str(DATA / "store"),
            local_access=env.get("GEO_ACCESS") == "local",
            frame_ancestors=env.get("GEO_FRAME_ANCESTORS") or "'self'",
            log_level=(env.get("GEO_LOG") or "info").lower(),
        )
