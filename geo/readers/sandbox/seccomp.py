"""System calls forbidden to the reading process: a seccomp filter, which needs no privilege.

After it, no socket, no other process, and no file opened for writing, made, moved, removed or changed.
Numbers as in Linux's system call tables (x86-64, and the generic one of arm64); instructions as in classic BPF.
"""

import ctypes
import errno
import os
import platform
import sys
from collections.abc import Iterator, Sequence

# A name, then its number on x86-64 and on arm64; - where there is no such call.
_REFUSED = """
socket 41 198, socketpair 53 199, io_uring_setup 425 425, bpf 321 280, perf_event_open 298 241, userfaultfd 323 282,
creat 85 -, openat2 437 437, truncate 76 45, memfd_create 319 279, shmget 29 194, mq_open 240 180,
rename 82 -, renameat 264 38, renameat2 316 276, unlink 87 -, unlinkat 263 35, rmdir 84 -, mkdir 83 -, mkdirat 258 34,
link 86 -, linkat 265 37, symlink 88 -, symlinkat 266 36, mknod 133 -, mknodat 259 33,
chmod 90 -, fchmod 91 52, fchmodat 268 53, fchmodat2 452 452, chown 92 -, lchown 94 -, fchown 93 55, fchownat 260 54,
utime 132 -, utimes 235 -, futimesat 261 -, utimensat 280 88, setxattr 188 5, lsetxattr 189 6, fsetxattr 190 7,
removexattr 197 14, lremovexattr 198 15, fremovexattr 199 16,
fork 57 -, vfork 58 -, execve 59 221, execveat 322 281, unshare 272 97, setns 308 268, mount 165 40,
ptrace 101 117, process_vm_readv 310 270, process_vm_writev 311 271, kill 62 129, tkill 200 130,
rt_sigqueueinfo 129 138,
rt_tgsigqueueinfo 297 240, pidfd_open 434 434, pidfd_send_signal 424 424, pidfd_getfd 438 438,
setrlimit 160 164, add_key 248 217, request_key 249 218, keyctl 250 219
"""
_ARCHITECTURES = {"x86_64": (0xC000003E, 1), "aarch64": (0xC00000B7, 2)}
# Calls that are let through as their argument says: open and openat, clone, clone3, tgkill, prlimit64.
_OPEN, _OPENAT, _CLONE, _TGKILL, _PRLIMIT = ("2", "-"), ("257", "56"), ("56", "220"), ("234", "131"), ("302", "261")
_CLONE3, _X32 = 435, 0x40000000
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_THREAD = 0x10000

_LOAD, _EQUAL, _AT_LEAST, _ANY_OF, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_UNKNOWN = 0x00050000 | errno.ENOSYS
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_SET_NO_NEW_PRIVILEGES, _SET_SECCOMP, _MODE_FILTER = 38, 22, 2

_Instruction = tuple[int, int, int, int]


class _Line(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("k", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("lines", ctypes.POINTER(_Line)))


def install() -> None:
    """Put the filter on this process, for good.

    Raises:
        OSError: the machine cannot do so; nothing is shut off.
    """
    if sys.platform != "linux" or platform.machine() not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, "no filter for this machine")
    program = list(_program(*_ARCHITECTURES[platform.machine()]))
    lines = (_Line * len(program))(*(_Line(*each) for each in program))
    _prctl(_SET_NO_NEW_PRIVILEGES, 1, None)
    _prctl(_SET_SECCOMP, _MODE_FILTER, ctypes.byref(_Program(len(program), lines)))


def _prctl(what: int, value: int, more: object) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(what, ctypes.c_ulong(value), more or ctypes.c_ulong(0), ctypes.c_ulong(0), ctypes.c_ulong(0)):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _program(architecture: int, column: int) -> Iterator[_Instruction]:
    yield from [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL)]
    yield (_LOAD, 0, 0, _NUMBER)
    if column == 1:  # the same machine's other table of calls
        yield from [(_AT_LEAST, 0, 1, _X32), (_RETURN, 0, 0, _REFUSE)]
    for call in _REFUSED.split(","):
        yield from _rule(call.split()[column], _REFUSE)
    # The C library then makes threads by clone, whose flags can be looked at.
    yield from _rule(str(_CLONE3), _UNKNOWN)
    yield from _looked_at(_OPEN[column - 1], 1, (_ANY_OF, 0, 1, _WRITES))
    yield from _looked_at(_OPENAT[column - 1], 2, (_ANY_OF, 0, 1, _WRITES))
    yield from _looked_at(_CLONE[column - 1], 0, (_ANY_OF, 1, 0, _THREAD))
    yield from _looked_at(_TGKILL[column - 1], 0, (_EQUAL, 1, 0, os.getpid()))
    yield from _looked_at(_PRLIMIT[column - 1], 2, (_EQUAL, 1, 0, 0))  # limits are asked for, not set
    yield (_RETURN, 0, 0, _ALLOW)


def _rule(number: str, answer: int) -> Sequence[_Instruction]:
    return [] if number == "-" else [(_EQUAL, 0, 1, int(number)), (_RETURN, 0, 0, answer)]


def _looked_at(number: str, argument: int, test: _Instruction) -> Sequence[_Instruction]:
    """Return a call is refused where its argument fails a test; the test's jumps are one line to refuse, or over it."""
    if number == "-":
        return []
    looked = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), test, (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)]
    return [(_EQUAL, 0, len(looked), int(number)), *looked]
