"""Damage in the content of a backup, checked before it is copied and after it is restored."""

from collections.abc import Sequence

from geo.settings import Settings
from geo.store.raw_files import LAST_CHECKPOINT
from geo.upkeep.parts import Finding, Part, checks, findings

# More would hide what is to be done about them.
_SHOWN = 5


def damage(settings: Settings) -> list[Finding]:
    """Return the findings. Missing files are in no backup, nor are files that are rebuilt."""
    looked = {part: check for part, check in checks(settings).items() if part is not Part.READ_MODEL}
    found = [finding for part, check in looked.items() for finding in findings(part, check())]
    return [finding for finding in found if not finding.missing and not _made_again(finding)]


def join_findings(found: Sequence[Finding]) -> str:
    """Return the findings in one text."""
    more = f" And {len(found) - _SHOWN:,} more." if len(found) > _SHOWN else ""
    return " ".join(map(str, found[:_SHOWN])) + more


def _made_again(finding: Finding) -> bool:
    """Return whether it is a summary of the log."""
    return ".checkpoint." in finding.file or finding.file == LAST_CHECKPOINT
