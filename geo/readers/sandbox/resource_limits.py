"""Resource limits of a reading process."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits for one file: enough for an upload, unless given.

    Attributes:
        memory: bytes the process may hold; some 170 MiB it needs itself.
        cpu_s: seconds of processor time, of all processors together.
        wall_s: seconds from its start to its end; more than `cpu_s`, as a busy machine lets it wait.
        answer: bytes of incidents it may hand back.
    """

    memory: int = 1 << 30
    cpu_s: int = 15
    wall_s: int = 40
    answer: int = 256 << 20


# For who runs the machine, and chose the file.
COMMAND = Limits(memory=4 << 30, cpu_s=120, wall_s=300, answer=2 << 30)
