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
    """Where the store is and who may use it.

    Environment:
        GEO_STORE: the store's folder or object-store URL (default `data/store`).
        GEO_ACCESS: `local` gives one user on this machine all rights; anything else is public and read-only.
    """

    store: str
    local_access: bool

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """The settings in `env`, by default the process's environment."""
        env = os.environ if env is None else env
        return cls(store=env.get("GEO_STORE") or str(DATA / "store"), local_access=env.get("GEO_ACCESS") == "local")
