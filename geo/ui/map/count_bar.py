"""Above the map: what was ignored, what could not be answered, and the honest counts."""

import streamlit as st

from geo.errors import GeoError
from geo.query.totals.counts import Counts, Deaths
from geo.ui import state
from geo.ui.text.formatting import number, translate_markdown
from geo.ui.text.translation import gettext, ngettext
from geo.view import Only, View


def draw_ignored() -> None:
    """Say what the address held and nobody could read."""
    sentences = state.ignored_parameters()
    if sentences:
        listed = " ".join(translate_markdown(sentence) for sentence in sentences)
        st.warning(
            gettext(
                "Part of this link could not be read and was left out, so the map may show more than meant: {problems}",
                problems=listed,
            )
        )


def _meanings(counted: Counts) -> str:
    """Return the meanings of the words in the counts."""
    words = {
        "drawn": gettext("**Drawn**: on the map, as exactly as the place is known and no more exactly."),
        "coarse": gettext(
            "**Known only to a province or month**: the place is a district or province, or the date a month or year. "
            "Such a place is drawn as its area, never as a point."
        ),
        "unplaced": gettext(
            "**Cannot be placed**: no place is known, or only the country. In the list and the counts, "
            "never on the map."
        ),
        "undated": gettext(
            "**Without any date**: neither a first nor a last day is known, so no choice of days can match."
        ),
        "withheld": gettext(
            "**Withheld**: published, but its licence does not let us show it, or it has been taken back since. "
            "Counted whatever the filters are, so that filtering reveals nothing of it."
        ),
    }
    return "\n\n".join(said for name, said in words.items() if getattr(counted, name)) or words["drawn"]


def draw_failure(error: GeoError) -> None:
    """Draw an error of a query: what happened, what was kept, what to do."""
    st.error(gettext("{problem} Your filters are kept.", problem=translate_markdown(error.sentence)))
    st.button(gettext("Ask again"), key="again")


def counts(view: View, counted: Counts, version: int) -> None:
    """Draw the numbers matched, drawn and not placed, each with a filter for exactly those; and the sums of deaths."""
    with st.container(key="counts", gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="counts-line"):
            _sentence(view, counted, version, ways=True)
        if counted.matched:
            st.markdown(gettext("Deaths: {range}", range=deaths(counted)))


def brief(view: View, counted: Counts, version: int) -> None:
    """Draw the counts alone, for an embedded map."""
    with (
        st.container(key="counts"),
        st.container(horizontal=True, gap="small", vertical_alignment="center", key="counts-line"),
    ):
        _sentence(view, counted, version, ways=False)


def _sentence(view: View, counted: Counts, version: int, *, ways: bool) -> None:
    st.markdown(
        gettext("**{matched}** match · **{drawn}** drawn", matched=f"{counted.matched:,}", drawn=f"{counted.drawn:,}"),
        width="content",
    )
    for only, count, words in _parts(counted):
        if ways and only is not None and view.only is not only:
            st.button(words, key=f"only.{only}", type="tertiary", on_click=_only, args=(only,))
        elif count:
            st.markdown(words, width="content")
    if ways and view.only is not None:
        st.button(gettext("Show all again"), key="only.none", type="tertiary", on_click=_only, args=(None,))
    shown = gettext("version {n}, live", n=version) if view.v is None else gettext("version {n}, pinned", n=version)
    st.markdown(f":gray[{shown}]", help=_meanings(counted), width="content")


def _parts(counted: Counts) -> list[tuple[Only | None, int, str]]:
    """Return the parts of the count the map cannot show well: filter, number and words."""
    parts = [
        (Only.COARSE, counted.coarse, gettext("**{n}** known only to a province or month", n=f"{counted.coarse:,}")),
        (Only.UNPLACED, counted.unplaced, gettext("**{n}** cannot be placed on the map", n=f"{counted.unplaced:,}")),
        (Only.UNDATED, counted.undated, gettext("**{n}** without any date", n=f"{counted.undated:,}")),
        (None, counted.withheld, gettext("**{n}** withheld", n=f"{counted.withheld:,}")),
    ]
    return [part for part in parts if part[1]]


def deaths(counted: Counts) -> str:
    """Return the dead of a view with open sides said ("at least 20" never becomes 20), and of how many each sum is."""
    toll = counted.deaths
    given, rest = toll.stated, toll.stated - toll.stated_best
    if not given:
        return gettext("**unknown**; no incident gives a number")
    if toll.stated_best == given:
        return _best(toll, counted)
    if toll.stated_low == given and toll.low is not None:
        return gettext("**≥ {low}** ({gave})", low=f"{toll.low:,}", gave=_gave(given, counted))
    values = {"matched": _incidents(counted)}
    if toll.best is not None:
        values |= {"best": f"{toll.best:,}", "some": f"{toll.stated_best:,}", "rest": f"{rest:,}"}
        return gettext("**{best}** ({some} of {matched} give one number, {rest} more only bounds)", **values)
    if toll.low is not None:
        values |= {"low": f"{toll.low:,}", "some": f"{toll.stated_low:,}", "rest": f"{given - toll.stated_low:,}"}
        return gettext("**≥ {low}** ({some} of {matched} give a least number, {rest} more only a highest)", **values)
    return ngettext(
        "**unknown**; {n} of {matched} gives only a highest number",
        "**unknown**; {n} of {matched} give only a highest number",
        given,
        **values,
    )


def _best(toll: Deaths, counted: Counts) -> str:
    """Return a range stands beside the sum where it is of the same incidents, else with how many it is of."""
    gave = _gave(toll.stated, counted)
    ranged = toll.stated_low if toll.stated_low == toll.stated_high else 0
    if ranged == toll.stated:
        return f"**{number(toll.low, toll.best, toll.high)}** ({gave})"
    if not ranged:
        return f"**{toll.best:,}** ({gave})"
    low, high = f"{toll.low:,}", f"{toll.high:,}"
    wide = gettext("{n} of them a range too, {low}-{high} in all", n=f"{ranged:,}", low=low, high=high)
    return f"**{toll.best:,}** ({gave}; {wide})"


def _gave(given: int, counted: Counts) -> str:
    return ngettext(
        "{n} of {matched} gives a number", "{n} of {matched} give a number", given, matched=_incidents(counted)
    )


def _incidents(counted: Counts) -> str:
    return ngettext("{n} incident", "{n} incidents", counted.matched)


def _only(only: Only | None) -> None:
    days = None if only is Only.UNDATED else state.view().days  # no date, so no day can match
    state.show(state.change_view(only=only, days=days))
