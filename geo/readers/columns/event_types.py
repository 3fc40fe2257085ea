"""Event types as people write them: ours, or one of the sub-types, in any spelling."""

from geo.incident import EVENT_TYPES
from geo.text.spelling import fold

_TYPES = {fold(name): name for name in EVENT_TYPES}
_SUB_TYPES = {fold(sub): (name, sub) for name, subs in EVENT_TYPES.items() for sub in subs if sub != "Other"}


def event_type(written: str) -> str | None:
    """Return the type a word or sub-type means; None for what is neither."""
    key = fold(written)
    return _TYPES.get(key) or _SUB_TYPES.get(key, (None,))[0]


def sub_type(written: str, of: str) -> str | None:
    """Return the sub-type `written` means among those of the type that `of` means; `of` may be the sub-type itself."""
    name = event_type(of or written)
    subs = {fold(sub): sub for sub in EVENT_TYPES.get(name or "", ())}
    return subs.get(fold(written)) or subs.get(fold(of))
