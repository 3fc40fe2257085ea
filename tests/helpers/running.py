"""An application on a real server on loopback, in a thread of the test."""

import socket
import threading
import time
from contextlib import contextmanager

import uvicorn


@contextmanager
def running(app, **options):
    """The port it listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(128)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical", log_config=None, lifespan="off", **options))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(10)


def send(port, text):
    """A connection on which this was sent."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=10)
    connection.sendall(text.encode())
    return connection


def ask(port, path, *, cookie=None):
    """A connection on which a path was asked for, and nothing was read."""
    held = f"Cookie: {cookie}\r\n" if cookie else ""
    return send(port, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{held}\r\n")


def until(condition, seconds=5.0):
    """Wait for a condition; whether it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.01)
    return False
