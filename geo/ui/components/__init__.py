"""Parts of a page that Streamlit has no widget for: `<name>.js` draws one in the page's own document.

Streamlit takes such scripts from installed packages; where only the requirements are installed there is none, so they
are declared here. The shell joins the style sheets beside the scripts, `<name>.css`, into the page's.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

HERE = Path(__file__).parent
_OWNER = "atlas"


def part(name: str, *, key: str, data: dict[str, Any], **on_change: Any) -> Any:
    """Draw a part of the page.

    Args:
        name: its script is `<name>.js` beside this file.
        key: of the part on the page; what it tells is in session state under it.
        data: what the script is given, as JSON.
        on_change: `on_<what>_change` callbacks for what the script tells.
    """
    return _renderers(get_bidi_component_manager())[name](key=key, data=data, **on_change)


@lru_cache(maxsize=2)
def _renderers(manager: BidiComponentManager) -> dict[str, Any]:
    """For each script what draws it, declared to one run of the server."""
    names = [path.stem for path in sorted(HERE.glob("*.js")) if path.stem != "common"]
    declared = [ComponentConfig(name=name, asset_dir=HERE.name) for name in names]
    manager.register_from_manifest(ComponentManifest(name=_OWNER, version="1", components=declared), HERE.parent)
    return {
        name: st.components.v2.component(f"{_OWNER}.{name}", js=f"{name}.js", isolate_styles=False) for name in names
    }
