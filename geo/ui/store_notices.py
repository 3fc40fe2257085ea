"""Notices on the store above every page: it is damaged, or more data are being loaded."""

import streamlit as st

from geo.atlas import Atlas
from geo.ui.text.formatting import translate_markdown
from geo.ui.text.translation import gettext

_LOOK_SECONDS = 2.0


def show(atlas: Atlas) -> None:
    """Say what is wrong with the store, or that new data is being taken in; nothing when all is well."""
    trouble = atlas.model.trouble
    with st.container(key="condition"):  # a place of its own: what comes and goes must not move the map's frame
        if trouble:
            st.warning(translate_markdown(trouble.sentence))
        elif atlas.model.behind:
            _coming(atlas)


@st.fragment(run_every=_LOOK_SECONDS)
def _coming(atlas: Atlas) -> None:
    """Rerun the page once the new data is loaded."""
    if atlas.model.follow() == atlas.store.head() or atlas.model.trouble:
        st.rerun()
    st.info(
        gettext(
            "New data is loading. Version {version} is shown until then; the page updates automatically.",
            version=atlas.model.head.version,
        )
    )
