"""Exit codes of a reading process without an answer, and of the template."""

import struct
from enum import IntEnum

# Between the template and who asks it: a process's number, and its exit code, negative for a signal.
PROCESS = EXIT_CODE = struct.Struct("=i")


class Ended(IntEnum):
    """Its exit code."""

    NO_MEMORY = 70
    NOT_SHUT_OFF = 71
