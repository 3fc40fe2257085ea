"""What a process can still do once it is shut off: read, work, and answer; nothing else."""

import json
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from geo.readers.sandbox.exit_codes import Ended
from geo.readers.sandbox.resource_limits import Limits

ROOT = Path(__file__).parents[3]
# Each is tried in a process of its own, with `here` a folder that has a file `kept`, and `port` of a server.
REFUSED = {
    "a socket": "socket.socket()",
    "a pair of sockets": "socket.socketpair()",
    "a connection": "socket.create_connection(('127.0.0.1', port), 1)",
    "a name looked up and a page asked for": "urllib.request.urlopen(f'http://127.0.0.1:{port}/', timeout=1)",
    "a file written": "open(f'{here}/new', 'w')",
    "a file changed": "open(f'{here}/kept', 'r+')",
    "a file emptied": "os.truncate(f'{here}/kept', 0)",
    "a file opened below another": "os.open(f'{here}/new', os.O_CREAT | os.O_WRONLY)",
    "a file without a name": "os.open(here, os.O_TMPFILE | os.O_RDWR)",
    "a file in memory": "os.memfd_create('new')",
    "a file removed": "os.unlink(f'{here}/kept')",
    "a file moved": "os.rename(f'{here}/kept', f'{here}/new')",
    "a folder": "os.mkdir(f'{here}/new')",
    "a link": "os.link(f'{here}/kept', f'{here}/new')",
    "a link by name": "os.symlink(f'{here}/kept', f'{here}/new')",
    "a pipe with a name": "os.mkfifo(f'{here}/new')",
    "other rights": "os.chmod(f'{here}/kept', 0o777)",
    "another time": "os.utime(f'{here}/kept')",
    "a mark on a file": "os.setxattr(f'{here}/kept', 'user.a', b'1')",
    "a process": "os.fork()",
    "a program": "os.execv('/bin/true', ['true'])",
    "a program beside it": "subprocess.run(['/bin/true'])",
    "a signal to its parent": "os.kill(os.getppid(), 0)",
    "more time": "resource.setrlimit(resource.RLIMIT_CPU, (1000, 1000))",
    "more memory": "resource.setrlimit(resource.RLIMIT_DATA, (1 << 40, 1 << 40))",
    "other limits for its parent": "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (0, 0))",
}
TRY = """
import json, os, resource, socket, subprocess, sys, threading, urllib.request
from geo.readers.sandbox.resource_limits import Limits
from geo.readers.sandbox.lockdown import shut_off
attempts, here, port = json.loads(sys.argv[1])
shut_off(Limits())
said = {}
for what, code in attempts.items():
    try:
        said[what] = repr(eval(code))
    except (OSError, ValueError):
        said[what] = None
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def asked():
    """The port of a server that counts, and what it counted."""
    requests = []

    class Count(BaseHTTPRequestHandler):
        def do_GET(self):
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            """Nothing: the list is the log."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Count) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, requests
        server.shutdown()


def tried(attempts, here, port):
    """What came of each attempt: None for what was refused."""
    done = subprocess.run(
        [sys.executable, "-c", TRY, json.dumps([attempts, str(here), port])],
        capture_output=True,
        check=True,
        cwd=ROOT,
    )
    return json.loads(done.stdout)


def test_it_cannot_reach_out_write_or_start_anything(asked):
    port, requests = asked
    with tempfile.TemporaryDirectory() as here:
        kept = Path(here) / "kept"
        kept.write_text("as it was")
        assert tried(REFUSED, here, port) == dict.fromkeys(REFUSED)
        assert (list(Path(here).iterdir()), kept.read_text()) == ([kept], "as it was")
    assert requests == []


def test_it_can_read_and_work_in_threads(tmp_path):
    (tmp_path / "kept").write_text("as it was")
    allowed = {
        "read": "open(f'{here}/kept').read()",
        "work": "threading.Thread(target=len, args=('',)).start() or 'done'",
    }
    assert tried(allowed, tmp_path, 0) == {"read": "'as it was'", "work": "'done'"}


def ended(code, **limits):
    """How a process ends that was shut off with some limits and then runs some code."""
    start = (
        "from geo.readers.sandbox.resource_limits import Limits\nfrom geo.readers.sandbox.lockdown import shut_off\n"
    )
    script = f"{start}shut_off(Limits(**{limits}))\n{code}"
    return subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=ROOT)


def test_memory_ends_at_the_limit_and_not_before():
    most = Limits().memory
    assert ended(f"held = b'x' * {most * 8 // 10}").returncode == 0
    assert b"MemoryError" in ended(f"held = b'x' * {most}").stderr
    assert b"MemoryError" in ended("held = []\nwhile True: held.append(b'x' * 100_000)").stderr


def test_arrow_cannot_take_more_memory_either():
    assert b"ArrowMemoryError" in ended("import pyarrow\nheld = pyarrow.allocate_buffer(1 << 30)").stderr


def test_a_machine_that_gives_less_is_left_to():
    less = "import resource; resource.setrlimit(resource.RLIMIT_DATA, (1 << 28, 1 << 28))\n"
    script = f"{less}from geo.readers.sandbox.resource_limits import Limits\n"
    script += "from geo.readers.sandbox.lockdown import shut_off\nshut_off(Limits())\n"
    script += "print(resource.getrlimit(resource.RLIMIT_DATA))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True, cwd=ROOT)
    assert done.stdout == f"({1 << 28}, {1 << 28})\n"


def test_work_without_end_is_ended():
    assert ended("while True: pass", cpu_s=1).returncode != 0


def test_how_it_ended_is_no_code_python_uses_itself():
    assert {0, 1, 2}.isdisjoint(Ended)
