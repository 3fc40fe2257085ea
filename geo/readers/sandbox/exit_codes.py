"""How a process that reads a file says why it has no answer."""

from enum import IntEnum


class Ended(IntEnum):
    """Its exit code."""

    NO_MEMORY = 70
    NOT_SHUT_OFF = 71
