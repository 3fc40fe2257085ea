"""Above the map: what was ignored, what could not be answered, and the honest counts."""

import streamlit as st

from geo.errors import GeoError
from geo.query.counts import Counts, Deaths
from geo.ui import state
from geo.ui.text import number, plain, plural
from geo.view import Only, View

# What the words of the counts mean.
MEANINGS = {
    "drawn": "**Drawn**: on the map, as exactly as the place is known and no more exactly.",
    "coarse": "**Known only to a province or month**: the place is a district or province, or the date a month "
    "or year. Such a place is drawn as its area, never as a point.",
    "unplaced": "**Cannot be placed**: no place is known, or only the country. In the list and the counts, "
    "never on the map.",
    "undated": "**Without any date**: neither a first nor a last day is known, so no choice of days can match.",
    "withheld": "**Withheld**: published, but its licence does not let us show it, or it has been taken back since. "
    "Counted whatever the filters are, so that filtering reveals nothing of it.",
}


def ignored() -> None:
    """Say what the address held and nobody could read."""
    sentences = state.ignored()
    if sentences:
        listed = " ".join(plain(sentence) for sentence in sentences)
        st.warning(
            f"Part of this link could not be read and was left out, so the map may show more than meant: {listed}"
        )


def _meanings(counted: Counts) -> str:
    return "\n\n".join(words for name, words in MEANINGS.items() if getattr(counted, name)) or MEANINGS["drawn"]


def failed(error: GeoError) -> None:
    """A question that could not be answered: what happened, what was kept, what to do."""
    st.error(f"{plain(str(error))} Your filters are kept.")
    st.button("Ask again", key="again")


def counts(view: View, counted: Counts, version: int) -> None:
    """How many match, are drawn, cannot be placed; and what the dead sum to."""
    with st.container(key="counts"):
        _sentence(view, counted, version)
        if counted.matched:
            st.markdown(f"Deaths: {deaths(counted)}")
        _narrow(view, counted)


def brief(view: View, counted: Counts, version: int) -> None:
    """The counts alone, for a map on another site."""
    with st.container(key="counts"):
        _sentence(view, counted, version)


def _sentence(view: View, counted: Counts, version: int) -> None:
    parts = [f"**{counted.matched:,}** match", f"**{counted.drawn:,}** drawn"]
    if counted.coarse:
        parts.append(f"**{counted.coarse:,}** known only to a province or month")
    if counted.unplaced:
        parts.append(f"**{counted.unplaced:,}** cannot be placed on the map")
    if counted.undated:
        parts.append(f"**{counted.undated:,}** without any date")
    if counted.withheld:
        parts.append(f"**{counted.withheld:,}** withheld")
    shown = f"version {version}, {'live' if view.v is None else 'pinned'}"
    st.markdown(" · ".join([*parts, f":gray[{shown}]"]), help=_meanings(counted))


def deaths(counted: Counts) -> str:
    """The dead of a view with open sides said ("at least 20" never becomes 20), and of how many each sum is."""
    toll, incidents = counted.deaths, plural(counted.matched, "incident")
    given, rest = toll.stated, toll.stated - toll.stated_best
    if not given:
        return "**unknown**; no incident gives a number"
    all_of_them = f"{given:,} of {incidents} {_give(given)} a number"
    if toll.stated_best == given:
        return _best(toll, all_of_them)
    if toll.stated_low == given and toll.low is not None:
        return f"**≥ {toll.low:,}** ({all_of_them})"
    if toll.best is not None:
        return f"**{toll.best:,}** ({toll.stated_best:,} of {incidents} give one number, {rest:,} more only bounds)"
    if toll.low is not None:
        rest = given - toll.stated_low
        return (
            f"**≥ {toll.low:,}** ({toll.stated_low:,} of {incidents} give a least number, {rest:,} more only a highest)"
        )
    return f"**unknown**; {given:,} of {incidents} {_give(given)} only a highest number"


def _best(toll: Deaths, all_of_them: str) -> str:
    """A range stands beside the sum where it is of the same incidents, else with how many it is of."""
    ranged = toll.stated_low if toll.stated_low == toll.stated_high else 0
    if ranged == toll.stated:
        return f"**{number(toll.low, toll.best, toll.high)}** ({all_of_them})"
    wide = f"; {ranged:,} of them a range too, {toll.low:,}-{toll.high:,} in all" if ranged else ""
    return f"**{toll.best:,}** ({all_of_them}{wide})"


def _give(count: int) -> str:
    return "gives" if count == 1 else "give"


def _narrow(view: View, counted: Counts) -> None:
    """Each count of what the map cannot show well leads to exactly those incidents."""
    ways = {Only.COARSE: counted.coarse, Only.UNPLACED: counted.unplaced, Only.UNDATED: counted.undated}
    words = {Only.COARSE: "Only coarse", Only.UNPLACED: "Only not placed", Only.UNDATED: "Only undated"}
    offered = [only for only, count in ways.items() if count]
    if not offered and view.only is None:
        return
    with st.container(horizontal=True, gap="small"):
        for only in offered:
            if view.only is not only:
                st.button(words[only], key=f"only.{only}", type="tertiary", on_click=_only, args=(only,))
        if view.only is not None:
            st.button("Show all again", key="only.none", type="tertiary", on_click=_only, args=(None,))


def _only(only: Only | None) -> None:
    days = None if only is Only.UNDATED else state.view().days  # no date, so no day can match
    state.show(state.changed(only=only, days=days))
