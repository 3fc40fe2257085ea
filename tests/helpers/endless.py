"""A question that no machine answers in a lifetime, and that is short to write."""

import ibis

_FEW = ibis.range(0, 3_000).unnest().name("n").as_table()
_FACTORS = _FEW.cross_join(_FEW.view().rename(m="n")).cross_join(_FEW.view().rename(k="n"))
ENDLESS = _FACTORS.aggregate(n=(ibis._.n * ibis._.m % (ibis._.k + 1)).sum())
