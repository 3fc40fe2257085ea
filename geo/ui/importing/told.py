"""What the reader of the page told of a file: its dataset, licence, columns and dates, kept through errors."""

import json
from collections.abc import Mapping

import streamlit as st

from geo.readers.days import Order
from geo.readers.read import Read
from geo.store.columns import SHAREABLE
from geo.ui import state
from geo.ui.importing.reading import Asked
from geo.ui.text import plain

NOT_STATED = "not stated"
ACLED = "ACLED"
_LICENCES = {
    NOT_STATED: "Not stated: nobody sees the incidents but those who work here",
    "own-words": "Our own words: for everyone to see",
    "public-domain": "Public domain",
}


def asked() -> Asked:
    """All that was told so far."""
    dataset = state.importing("dataset").strip()
    return Asked(
        dataset=None if dataset == state.importing("default") else dataset or None,
        licence=state.importing("licence").replace(NOT_STATED, "") or None,
        columns=tuple(sorted(columns().items())),
        dates=Order(state.importing("dates")) if state.importing("dates") else None,
    )


def columns(note: str = "columns") -> Mapping[str, str]:
    """The file's column for some of our fields, as told; with "last", as told before it was asked again."""
    found: dict[str, str] = json.loads(state.importing(note) or "{}")
    return found


def tell_columns(told: Mapping[str, str]) -> None:
    """Take an answer on the columns; for callbacks."""
    state.note_importing(columns=json.dumps(told))


def tell_dates(order: Order) -> None:
    """Take an answer on the dates; for callbacks."""
    state.note_importing(dates=order.value)


def again() -> None:
    """Take the answers back, to be asked again with them filled in; for callbacks."""
    state.note_importing(last=state.importing("columns") or state.importing("last"), columns="", dates="")


def start(default: str) -> None:
    """Fill the dataset's name with what the file would be called, unless another was told."""
    if state.importing("dataset") in ("", state.importing("default")):
        state.note_importing(dataset=default, default=default)


def dataset(known: list[str]) -> str:
    """Draw the field for the dataset's name.

    Args:
        known: the datasets the store has.
    """
    name = st.text_input("Dataset", key=state.importing_key("dataset"), max_chars=60).strip()
    if name in known:
        st.caption("The store has this dataset: the file revises it.")
    else:
        there = f" The store already has {', '.join(plain(each) for each in known)}." if known else ""
        st.caption(f"A new dataset.{there}")
    return name


def stated_licence(read: Read) -> None:
    """Say what the incidents may be used under, where the file says it."""
    if not _is_open(read):
        st.markdown(f"**Licence** {_said(read.licence)}")


def licence(read: Read) -> None:
    """Ask what they may be used under, where it does not."""
    if _is_open(read):
        offered = _LICENCES | {each: each for each in sorted(SHAREABLE - _LICENCES.keys())}
        key = state.importing_key("licence")
        st.selectbox("Licence", list(offered), key=key, format_func=offered.__getitem__)


def _is_open(read: Read) -> bool:
    return read.licence == NOT_STATED or bool(state.importing("licence"))


def _said(stated: str) -> str:
    if stated == ACLED:
        return (
            "ACLED's own terms: those who work here may see the incidents. They never leave this server, in links, "
            "embedded maps or downloads, and nobody else sees them."
        )
    if stated in SHAREABLE:
        return f"{plain(stated)}: everyone may see the incidents, with their source named."
    return f"{plain(stated)}: nobody sees the incidents but those who work here, unless their own sources allow it."
