"""Callers and their roles. Decided once per request or run and passed down; a link to a view carries no rights."""

from dataclasses import dataclass
from enum import StrEnum


class AccessRole(StrEnum):
    """Role of a caller, in ascending order of rights."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    EDITOR = "editor"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Caller:
    """One person or program asking, with a name for the audit trail."""

    name: str
    role: AccessRole

    @property
    def sees_everything(self) -> bool:
        """Drafts, restricted licences and exact positions, not only what is public."""
        return self.role is not AccessRole.VIEWER

    @property
    def may_edit(self) -> bool:
        """Write revisions under their own name."""
        return self.role in {AccessRole.EDITOR, AccessRole.ADMIN}

    @property
    def may_manage(self) -> bool:
        """Keep the store: such a caller is told its paths on this machine."""
        return self.role is AccessRole.ADMIN

    @property
    def may_publish(self) -> bool:
        """Make a record public; what anybody else brings in is a draft."""
        return self.role in {AccessRole.EDITOR, AccessRole.ADMIN}


PUBLIC = Caller("anonymous", AccessRole.VIEWER)
LOCAL = Caller("local", AccessRole.ADMIN)
