"""What is damaged of that which a backup holds, before it is copied and after it is brought back."""

from collections.abc import Sequence

from geo.settings import Settings
from geo.store.files import LAST_CHECKPOINT
from geo.upkeep.parts import Finding, Part, checks, findings

# More would hide what is to be done about them.
_SHOWN = 5


def damage(settings: Settings) -> list[Finding]:
    """What is not as it was written. What is missing altogether is in no backup, nor is what is made again."""
    looked = {part: check for part, check in checks(settings).items() if part is not Part.READ_MODEL}
    found = [finding for part, check in looked.items() for finding in findings(part, check())]
    return [finding for finding in found if not finding.missing and not _made_again(finding)]


def said(found: Sequence[Finding]) -> str:
    """The findings in one text."""
    more = f" And {len(found) - _SHOWN:,} more." if len(found) > _SHOWN else ""
    return " ".join(map(str, found[:_SHOWN])) + more


def _made_again(finding: Finding) -> bool:
    """Whether it is a summary of the log."""
    return ".checkpoint." in finding.file or finding.file == LAST_CHECKPOINT
