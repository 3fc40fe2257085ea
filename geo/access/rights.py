"""Guards that every writing function calls before it writes; pages do not decide."""

from geo.access.callers import Caller
from geo.errors import NotAllowedError, Sentence

_READS_ONLY = Sentence(
    "You can view this incident but not edit it. Nothing was saved; ask an administrator of this store for edit access."
)
_KEEPS_NOTHING = Sentence("Only administrators of this store can do this. Nothing was changed; ask an administrator.")


def require_editor(caller: Caller) -> None:
    """Raise unless the caller may write revisions.

    Raises:
        NotAllowedError: the caller may not.
    """
    if not caller.may_edit:
        raise NotAllowedError(_READS_ONLY)


def require_manager(caller: Caller) -> None:
    """Raise unless the caller keeps the store: copies, repairs and compacts it.

    Raises:
        NotAllowedError: the caller does not.
    """
    if not caller.may_manage:
        raise NotAllowedError(_KEEPS_NOTHING)
