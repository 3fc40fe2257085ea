"""Backup and restore of a store."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.access import LOCAL
from geo.cli.output import Json, clearly, measuring, say, show_json
from geo.settings import Settings

if TYPE_CHECKING:
    from geo.upkeep.manifest import Manifest


@clearly
def backup(
    path: Annotated[Path, typer.Argument(help="New file to write, such as atlas.tar.")],
    *,
    damaged: Annotated[bool, typer.Option("--damaged", help="Include damaged files unchanged, and list them.")] = False,
    as_json: Json = False,
) -> None:
    """Write a consistent copy of the store into one file; other processes may write meanwhile."""
    from geo.upkeep.backup import back_up

    with measuring("Backing up") as progress:
        manifest = back_up(Settings.from_env(), LOCAL, path, progress, damaged=damaged)
    if as_json:
        show_json(_manifest_json(manifest) | {"path": str(path)})
        return
    say(f"{path} contains the store at version {manifest.version} ({manifest.link}): {len(manifest.files):,} files.")
    say("It does not contain the read model and the secret of this server.")
    _say_damaged(manifest)


@clearly
def restore(
    backup: Annotated[Path, typer.Argument(help="File written by `geo backup`.")],
    folder: Annotated[Path, typer.Argument(help="New or empty folder.")],
    *,
    damaged: Annotated[
        bool, typer.Option("--damaged", help="Restore files that were damaged before the backup unchanged.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check a backup completely, then restore its store into a new or empty folder."""
    from geo.upkeep.restore import restore as bring_back

    with measuring("Restoring") as progress:
        manifest = bring_back(backup, folder, progress, damaged=damaged)
    if as_json:
        show_json(_manifest_json(manifest) | {"folder": str(folder)})
        return
    say(f"{folder} contains the store at version {manifest.version} ({manifest.link}), as backed up {_day(manifest)}.")
    say(f"Run `GEO_STORE={folder} geo serve` to serve it.")
    _say_damaged(manifest)


def _say_damaged(manifest: "Manifest") -> None:
    for sentence in manifest.damaged:
        say(f"Damaged: {sentence}", err=True)


def _day(manifest: "Manifest") -> str:
    return f"{manifest.made_on:%Y-%m-%d %H:%M}Z"


def _manifest_json(manifest: "Manifest") -> dict[str, object]:
    size = sum(member.bytes for member in manifest.files)
    return {
        "version": manifest.version,
        "link": manifest.link,
        "made_on": manifest.made_on,
        "files": len(manifest.files),
        "bytes": size,
        "damaged": manifest.damaged,
    }
