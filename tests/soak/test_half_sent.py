"""What is half sent: WebSocket frames that never end, and the memory they take."""

import contextlib
import os
import socket
import struct
import time

import pytest
from synthetic_server import served

pytestmark = pytest.mark.soak

FRAMES, FRAME_BYTES = 8, 46_000_000
HANDSHAKE = (
    "GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
    "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def test_eight_unfinished_frames_take_no_memory_to_speak_of(tmp_path):
    with served(tmp_path / "store", tmp_path) as server, contextlib.ExitStack() as open_:
        before, sent = server.memory(), 0
        for _ in range(FRAMES):
            page = open_.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            page.sendall(HANDSHAKE.format(port=server.port).encode())
            assert b" 101 " in page.recv(1000)
            with contextlib.suppress(OSError):  # a server that takes no such frame closes the connection
                page.sendall(struct.pack("!BBQ", 0x82, 0x80 | 127, FRAME_BYTES) + bytes(4))
                for _ in range(45):
                    page.sendall(os.urandom(1_000_000))
                    sent += 1
        time.sleep(2)
        grown = server.memory() - before
    print(f"\n{sent} MB were sent of {FRAMES} frames of {FRAME_BYTES / 1e6:.0f} MB; grown by {grown:.0f} MB")
    assert grown < 40
