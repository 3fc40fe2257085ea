"""Answers on a file on the import page: dataset, licence, columns and dates, kept through errors."""

import json
from collections.abc import Mapping

import streamlit as st

from geo.readers.columns.dates import Order
from geo.readers.result import Read
from geo.store.licences import SHAREABLE
from geo.ui.imports.cached_read import Asked
from geo.ui.state import imports as form
from geo.ui.text.formatting import plain
from geo.ui.text.translation import gettext
from geo.words import N_

NOT_STATED = "not stated"
ACLED = "ACLED"
_LICENCES = {
    NOT_STATED: N_("Not stated: only the team can see these incidents"),
    "own-words": N_("Our own work: everyone can see these incidents"),
    "public-domain": N_("Public domain"),
}


def collect_answers() -> Asked:
    """All that was told so far."""
    dataset = form.field_value("dataset").strip()
    return Asked(
        dataset=None if dataset == form.field_value("default") else dataset or None,
        licence=form.field_value("licence").replace(NOT_STATED, "") or None,
        columns=tuple(sorted(columns().items())),
        dates=Order(form.field_value("dates")) if form.field_value("dates") else None,
    )


def columns(note: str = "columns") -> Mapping[str, str]:
    """Return the file's column for some of our fields, as told; with "last", as told before it was asked again."""
    found: dict[str, str] = json.loads(form.field_value(note) or "{}")
    return found


def tell_columns(told: Mapping[str, str]) -> None:
    """Take an answer on the columns; for callbacks."""
    form.note(columns=json.dumps(told))


def tell_dates(order: Order) -> None:
    """Take an answer on the dates; for callbacks."""
    form.note(dates=order.value)


def again() -> None:
    """Take the answers back, to be asked again with them filled in; for callbacks."""
    form.note(last=form.field_value("columns") or form.field_value("last"), columns="", dates="")


def start(default: str) -> None:
    """Fill the dataset's name with what the file would be called, unless another was told."""
    if form.field_value("dataset") in ("", form.field_value("default")):
        form.note(dataset=default, default=default)


def dataset(known: list[str]) -> str:
    """Draw the field for the dataset's name.

    Args:
        known: the datasets the store has.
    """
    name = st.text_input(gettext("Dataset"), key=form.key("dataset"), max_chars=60).strip()
    if name in known:
        st.caption(gettext("The store already has this dataset; the file updates it."))
    else:
        st.caption(_new(known))
    return name


def _new(known: list[str]) -> str:
    if not known:
        return gettext("A new dataset.")
    there = gettext(", ").join(plain(each) for each in known)
    return gettext("A new dataset. The store already has {datasets}.", datasets=there)


def stated_licence(read: Read) -> None:
    """Say what the incidents may be used under, where the file says it."""
    if not _is_open(read):
        st.markdown(gettext("**Licence** {terms}", terms=_form_value(read.licence)))


def licence(read: Read) -> None:
    """Ask what they may be used under, where it does not."""
    if _is_open(read):
        offered = {key: gettext(words) for key, words in _LICENCES.items()}
        offered |= {each: each for each in sorted(SHAREABLE - _LICENCES.keys())}
        key = form.key("licence")
        st.selectbox(gettext("Licence"), list(offered), key=key, format_func=offered.__getitem__)


def _is_open(read: Read) -> bool:
    return read.licence == NOT_STATED or bool(form.field_value("licence"))


def _form_value(stated: str) -> str:
    if stated == ACLED:
        return gettext(
            "ACLED's terms of use: only the team can see these incidents. They are left out of links, embedded "
            "maps and downloads."
        )
    if stated in SHAREABLE:
        return gettext(
            "{licence}: everyone can see these incidents, with their source credited.", licence=plain(stated)
        )
    return gettext(
        "{licence}: only the team can see these incidents, unless their own sources allow more.",
        licence=plain(stated),
    )
