"""What a run of a page works with: the open atlas and who is looking."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

import streamlit as st

from geo.access import Caller, caller_for
from geo.query.budget import Budget, within
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.atlas import Atlas

RUN_SECONDS = 30.0  # all questions of one run of a page together; each of them has the engine's patience besides


def settings() -> Settings:
    """What this server was told when it started."""
    return Settings.from_env()


def atlas() -> "Atlas":
    """The atlas this server opened when it started."""
    from geo.atlas import opened  # noqa: PLC0415 - slow the first time: who looks is known before

    return opened(settings())


def caller() -> Caller:
    """Who is looking at this page."""
    headers = st.context.headers
    return caller_for(
        local_access=settings().local_access,
        bound=st.get_option("server.address"),
        host=headers.get("Host"),
        headers=headers.keys(),
    )


def run_budget() -> AbstractContextManager[Budget]:
    """The time that the questions of one run of a page may take."""
    return within(Budget(RUN_SECONDS))
