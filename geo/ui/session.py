"""Context of a page run: the open atlas and the caller."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import streamlit as st

from geo.access import Authenticator, Caller, Header
from geo.query.engine.budget import Budget, current, within
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.atlas import Atlas

RUN_SECONDS = 30.0  # all questions of one run of a page together; each of them has the engine's patience besides


def settings() -> Settings:
    """Return the settings the server was started with."""
    return Settings.from_env()


def atlas() -> "Atlas":
    """Return the atlas this server opened when it started."""
    from geo.atlas import open_atlas  # noqa: PLC0415 - slow the first time: who looks is known before

    return open_atlas(settings())


def caller() -> Caller:
    """Return the caller who views this page."""
    return _authenticator().caller(_headers(), changes=True)


def may_enter() -> bool:
    """Return True if the server's link would give rights here."""
    return _authenticator().usable_secret(_headers()) is not None


def _authenticator() -> Authenticator:
    read, bound = settings(), st.get_option("server.address")
    return Authenticator.open(local_access=read.local_access, bound=bound, file=read.secret)


def _headers() -> list[Header]:
    """Return the headers of the WebSocket through which the page is shown."""
    headers = st.context.headers
    return [(name, value) for name in headers for value in headers.get_all(name)]


def run_budget() -> AbstractContextManager[Budget]:
    """Limit the time that the questions of one run of a page may take."""
    return within(Budget(RUN_SECONDS))


def renew_run_budget() -> None:
    """Give the run all its time again, after work that was no question, such as reading a file."""
    running = current()
    if running is not None:
        running.renew()
