"""The `geo` command. Exit 0 done, 1 failed with one clear line on stderr, 2 wrong usage.

A command imports what it needs when it runs: `geo serve` hands over to the server, which imports it all again.
"""

import typer

from geo.cli import backing_up, gazetteers, geocoding, importing, leads, repairing, serving, synthesis
from geo.cli import store as keeping

app = typer.Typer(help="Incident Atlas: reports of incidents, placed honestly.", no_args_is_help=True)
for command in (
    serving.serve,
    geocoding.geocode,
    leads.leads,
    keeping.history,
    keeping.verify,
    repairing.repair,
    backing_up.backup,
    backing_up.restore,
    synthesis.synth,
):
    app.command()(command)
app.command("import")(importing.import_)
app.add_typer(gazetteers.app, name="gazetteer")
