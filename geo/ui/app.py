"""The pages and how one gets from one to another."""

from pathlib import Path
from typing import Literal

import streamlit as st

from geo.ui import local_access_notice, store_notices
from geo.ui.session import atlas, caller, run_budget
from geo.ui.text import languages
from geo.ui.text.translation import gettext, one_language

SHELL = Path(__file__).parent / "shell"


def for_editors() -> Literal["visible", "hidden"]:
    """Hide a page from the navigation of callers who may not edit; at its address they are told so."""
    return "visible" if caller().may_edit else "hidden"


# A picture of ours: Streamlit fetches emoji and Material icons for the tab from another host.
st.set_page_config(page_title="Incident Atlas", page_icon=str(SHELL / "icon.svg"), layout="wide")
st.logo(str(SHELL / "logo.svg"), icon_image=str(SHELL / "icon.svg"))
with one_language():
    page = st.navigation(
        [
            st.Page("screens/map.py", title=gettext("Map"), icon=":material/map:", default=True),
            st.Page(
                "screens/import.py", title=gettext("Import"), icon=":material/upload_file:", visibility=for_editors()
            ),
            st.Page("screens/about.py", title=gettext("About"), icon=":material/info:"),
        ],
        position="top",
    )
    languages.switch()
    local_access_notice.notice()
    with st.spinner(gettext("The server is starting and loading its data. The map will appear in a moment.")):
        opened = atlas()  # slow the first time: only now there is something to look at
    store_notices.show(opened)
    with run_budget():
        page.run()
