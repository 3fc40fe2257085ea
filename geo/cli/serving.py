"""Serving the dashboard."""

import os
import socket
import sys
from typing import Annotated

import typer

from geo.access import revoke
from geo.cli.output import clearly
from geo.errors import GeoError
from geo.settings import ROOT, Settings


@clearly
def serve(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8501,
    address: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for all networks.")] = "127.0.0.1",
    base_path: Annotated[str, typer.Option(help="Path prefix behind a proxy, such as /atlas.")] = "",
    *,
    new_secret: Annotated[
        bool,
        typer.Option("--new-secret", help="Create a new link for local access, and revoke the old one."),
    ] = False,
) -> None:
    """Serve the dashboard, by default on this machine only."""
    _refuse_taken(address, port)
    if new_secret:
        revoke(Settings.from_env().secret)
    typer.echo(f"Incident Atlas is starting at http://{address}:{port}/{base_path.strip('/')}")
    options = ["--server.address", address, "--server.port", str(port), "--server.baseUrlPath", base_path.strip("/")]
    os.execv(sys.executable, [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"), *options])  # noqa: S606


def _refuse_taken(address: str, port: int) -> None:
    """Say at once when the port cannot be had; the server would find out seconds later."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except (OSError, OverflowError):
            sentence = (
                f"Port {port} of {address} is not available: another Incident Atlas may be using it. "
                f"Choose another port, such as `geo serve --port {port + 1}` or `PORT={port + 1} make run`."
            )
            raise GeoError(sentence) from None
