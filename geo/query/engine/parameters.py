"""Places in an expression for values that differ from request to request, so that it is compiled once."""

import ibis.expr.datashape as ds
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir


class Slot(ops.Scalar):  # type: ignore[misc]  # Ibis does not type its operations
    """A value given when the question is asked: a parameter in SQL."""

    label: str
    dtype: dt.DataType
    shape = ds.scalar

    @property
    def name(self) -> str:
        """As SQL calls it."""
        return self.label


def slot(name: str, kind: str) -> ir.Scalar:
    """Return a placeholder for a value of an Ibis type, as `int64` or `array<string>`; names are unique."""
    made: ir.Scalar = Slot(label=name, dtype=dt.dtype(kind)).to_expr()
    return made


def unnest_array(values: ir.ArrayScalar) -> ir.Column:
    """Return the values of a list, as `isin` takes them."""
    column: ir.Column = values.unnest().name("value").as_table().value
    return column
