"""Tables of text: what is taken out of cells, and that none is passed over."""

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from geo.readers.columns.sheet import tidy
from geo.text import cells

# Spaces of every kind, signs that cannot be seen, and letters between them.
SIGNS = st.sampled_from(
    [*" \t\n\v\f\r\x1c\x85\xa0\u2003\u2028\u200b\u200d\u202e\u3000\ufeff\xad", "a", "ب", "\U0001f600"]
)


@given(st.lists(st.text(SIGNS, max_size=6) | st.text(max_size=6), max_size=5))
def test_a_cell_is_tidied_as_if_all_were(texts):
    column = pa.array(texts, pa.string())
    spaced = pc.replace_substring_regex(column, r"\s+", " ")
    assert tidy(column) == pc.replace_substring_regex(cells.clean(spaced), " +", " ")
    assert tidy(tidy(column)) == tidy(column)


def test_what_cannot_be_seen_leaves_no_second_space():
    assert tidy(pa.array(["a \u200b b", "a\n\u202e\tb", "c"])).to_pylist() == ["a b", "a b", "c"]
