"""Callers, their roles, and the secret link that gives one person all rights on their own machine."""

from geo.access.authenticator import NOBODY, Authenticator, Header
from geo.access.callers import LOCAL, PUBLIC, AccessRole, Caller
from geo.access.rights import require_editor, require_manager
from geo.access.secret import ENTRANCE, Secret, SecretSource, no_secret, open_secret, revoke

__all__ = [
    "ENTRANCE",
    "LOCAL",
    "NOBODY",
    "PUBLIC",
    "AccessRole",
    "Authenticator",
    "Caller",
    "Header",
    "Secret",
    "SecretSource",
    "no_secret",
    "open_secret",
    "require_editor",
    "require_manager",
    "revoke",
]
