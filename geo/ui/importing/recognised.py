"""What a file was taken for, and why."""

import streamlit as st

from geo.readers.read import Read
from geo.readers.recognising import READERS
from geo.ui.importing import told
from geo.ui.text import plain, plural

_CALLED = {reader.FORMAT: reader.READS for reader in READERS}


def show(read: Read, datasets: list[str]) -> None:
    """Say what the file is, with the fields for its dataset and licence.

    Args:
        read: the file as it was read.
        datasets: those the store has.
    """
    st.header("What the file is", anchor=False)
    aside = read.rows - read.incidents.num_rows
    rows = plural(read.rows, "row") + (f", {aside:,} of them set aside" if aside else ", none set aside")
    with st.container(key="importing-what"):
        with st.container(key="importing-facts"):
            st.markdown(f"**Format** {plain(_CALLED.get(read.format, read.format))}")
            st.markdown(f"**Why** {plain(read.reasons[0])}")
            st.markdown(f"**Rows** {rows}")
            told.stated_licence(read)
        with st.container(gap="small"):
            told.dataset(datasets)
            told.licence(read)
    if told.columns() or told.asked().dates:
        st.button("Ask me again about columns and dates", type="tertiary", on_click=told.again)
    with st.expander(f"How it was read, step by step ({len(read.reasons)})"):
        st.markdown("\n".join(f"- {plain(reason)}" for reason in read.reasons))
