"""The dead of a view, in words: a sum never speaks for incidents that it leaves out."""

import pytest

from geo.query.totals.counts import Counts, Deaths
from geo.ui.map.count_bar import deaths


def counted(toll):
    """Low, best, high; how many give any; how many give each."""
    return Counts(matched=12_000, drawn=0, unplaced=0, coarse=0, undated=0, withheld=0, deaths=Deaths(*toll))


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        ((None, None, None, 0, 0, 0, 0), "**unknown**; no incident gives a number"),
        ((20, None, None, 1, 1, 0, 0), "**≥ 20** (1 of 12,000 incidents gives a number)"),
        ((3, 4, 6, 2, 2, 2, 2), "**4 (3-6)** (2 of 12,000 incidents give a number)"),
        ((None, 4, None, 2, 0, 2, 0), "**4** (2 of 12,000 incidents give a number)"),
        (
            (75_521, 82_026, 85_575, 11_757, 11_691, 11_757, 11_691),
            "**82,026** (11,757 of 12,000 incidents give a number; 11,691 of them a range too, 75,521-85,575 in all)",
        ),
        (
            (1_204, 12_844, None, 3_510, 710, 2_800, 0),
            "**12,844** (2,800 of 12,000 incidents give one number, 710 more only bounds)",
        ),
        ((9, None, 5_000, 7, 3, 0, 4), "**≥ 9** (3 of 12,000 incidents give a least number, 4 more only a highest)"),
        ((None, None, 50, 2, 0, 0, 2), "**unknown**; 2 of 12,000 incidents give only a highest number"),
    ],
)
def test_the_dead_of_a_view_are_said_with_who_gives_which_number(toll, words):
    assert deaths(counted(toll)) == words
