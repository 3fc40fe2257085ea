"""Shutting this process off: from memory and time beyond its limits, from the network, from writing any file."""

import contextlib
import ctypes
import os
import resource

from geo.readers.sandbox import seccomp as calls
from geo.readers.sandbox.resource_limits import Limits

# What lies in memory of libraries, and is not counted as data.
_LIBRARIES = 64 << 20
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def shut_off(limits: Limits) -> None:
    """Shut this process off, for good. What it has open, it keeps.

    Raises:
        OSError: the machine cannot do so; nothing from outside may be read.
    """
    # RLIMIT_DATA counts what a process can write to and nobody else sees, so all it can fill. RLIMIT_AS counts all
    # addresses: 450 MiB before anything is read, of which 170 are used. Linux does not heed RLIMIT_RSS.
    _limit(resource.RLIMIT_DATA, max(limits.memory - _LIBRARIES, 0))
    _limit(resource.RLIMIT_AS, 2 * limits.memory)
    _limit(resource.RLIMIT_CPU, limits.cpu_s, 1)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    with contextlib.suppress(OSError):  # a second wall, where it is allowed
        _leave_network()
    calls.install()


def _limit(what: int, most: int, grace: int = 0) -> None:
    """Set a limit, or leave one that is lower."""
    hard = resource.getrlimit(what)[1]
    lowest = most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)
    resource.setrlimit(what, (min(most, lowest), lowest))


def _leave_network() -> None:
    """Enter an empty network namespace; root keeps the right to read others' files."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_NEW_NETWORK) and libc.unshare(_NEW_USER | _NEW_NETWORK):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
