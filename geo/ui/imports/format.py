"""Recognised format of a file, and the reasons."""

import streamlit as st

from geo.readers.registry import READERS
from geo.readers.result import Read
from geo.ui.imports import answers as told
from geo.ui.text.formatting import plain, translate_or_escape
from geo.ui.text.translation import gettext, ngettext

_CALLED = {reader.FORMAT: reader.READS for reader in READERS}


def show(read: Read, datasets: list[str]) -> None:
    """Say what the file is, with the fields for its dataset and licence.

    Args:
        read: the file as it was read.
        datasets: those the store has.
    """
    st.header(gettext("About the file"), anchor=False)
    with st.container(key="importing-what"):
        with st.container(key="importing-facts"):
            st.markdown(gettext("**Format** {called}", called=plain(gettext(_CALLED.get(read.format, read.format)))))
            st.markdown(gettext("**Why** {reason}", reason=translate_or_escape(read.reasons[0])))
            st.markdown(_rows(read.rows, read.rows - read.incidents.num_rows))
            told.stated_licence(read)
        with st.container(gap="small"):
            told.dataset(datasets)
            told.licence(read)
    if told.columns() or told.collect_answers().dates:
        st.button(gettext("Choose columns and dates again"), type="tertiary", on_click=told.again)
    with st.expander(gettext("How the file was read ({count})", count=len(read.reasons))):
        st.markdown("\n".join(f"- {translate_or_escape(reason)}" for reason in read.reasons))


def _rows(count: int, aside: int) -> str:
    if not aside:
        return ngettext("**Rows** {n} row, none set aside", "**Rows** {n} rows, none set aside", count)
    return ngettext(
        "**Rows** {n} row, {aside} of them set aside",
        "**Rows** {n} rows, {aside} of them set aside",
        count,
        aside=f"{aside:,}",
    )
