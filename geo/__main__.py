"""`python -m geo` is the `geo` command."""

from geo.cli import app

app()
