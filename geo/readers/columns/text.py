"""Columns of cells, and sentences out of them."""

import functools
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from geo.readers.columns.sheet import Sheet

Columns = Mapping[str, pa.StringArray]


def columns_of(sheet: Sheet) -> Columns:
    """Return the cells of a sheet as they are; those of a cleaned sheet are cleaned on access."""
    return {name: sheet.columns[name].combine_chunks() for name in sheet.columns.column_names}


def join_texts(between: str, *texts: pa.StringArray) -> pa.StringArray:
    """Return the texts of each row that are not null, with `between` between them; null where there is none.

    Arrow's own skipping of nulls loses the rows where all are null.
    """
    return functools.reduce(
        lambda so_far, text: pc.coalesce(pc.binary_join_element_wise(so_far, text, between), so_far, text), texts
    )
