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
    path: Annotated[Path, typer.Argument(help="The file to write, such as atlas.tar; one that is not there yet.")],
    *,
    damaged: Annotated[bool, typer.Option("--damaged", help="Copy what is damaged as it is; it is said what.")] = False,
    as_json: Json = False,
) -> None:
    """Write the whole store into one file, as it stands now, while others may write."""
    from geo.upkeep.backup import back_up

    with measuring("Backing up") as progress:
        manifest = back_up(Settings.from_env(), LOCAL, path, progress, damaged=damaged)
    if as_json:
        show_json(_manifest_json(manifest) | {"path": str(path)})
        return
    say(f"{path} holds the store at version {manifest.version} ({manifest.link}): {len(manifest.files):,} files.")
    say("The read model and the secret of this server are not in it.")
    _say_damaged(manifest)


@clearly
def restore(
    backup: Annotated[Path, typer.Argument(help="A file that `geo backup` wrote.")],
    folder: Annotated[Path, typer.Argument(help="A new or an empty folder.")],
    *,
    damaged: Annotated[
        bool, typer.Option("--damaged", help="Bring back what was damaged before the backup as it is.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Put the store of a backup into a new or an empty folder, once all of it is found as it was written."""
    from geo.upkeep.restore import restore as bring_back

    with measuring("Restoring") as progress:
        manifest = bring_back(backup, folder, progress, damaged=damaged)
    if as_json:
        show_json(_manifest_json(manifest) | {"folder": str(folder)})
        return
    say(f"{folder} holds the store at version {manifest.version} ({manifest.link}), as backed up {_day(manifest)}.")
    say(f"`GEO_STORE={folder} geo serve` serves it.")
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
