"""The file that is handed in, and what can be."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import streamlit as st

from geo.readers.recognising import READERS
from geo.ui import state
from geo.ui.text import readable

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

LONGEST_NAME = 120
NAMELESS = "file"
_KINDS = """
- **{kinds}**: what a file is, is told by its content and not by its name.
- **UCDP** gives its events at ucdp.uu.se/downloads, the newest months as Candidate events.
- **ACLED** gives its own at acleddata.com, to those with an account; what it lets you do with them is yours to keep to.
- **Your own** tables need a column each on what happened, when and where; a row an incident, the names of the columns
  first. Where it is not clear which column is which, you are asked.
"""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in.

    Attributes:
        name: what its owner calls it, on one line.
        sha256: of its bytes, in hexadecimal digits.
        content: its bytes; two uploads are the same when name and digest are.
    """

    name: str
    sha256: str
    content: bytes = field(repr=False, compare=False)


def ask() -> Upload | None:
    """Draw the field for the file; another file than before forgets what was told of that one."""
    given = st.file_uploader(
        f"A file of incidents, at most {st.get_option('server.maxUploadSize')} MB",
        key=state.importing_key(f"upload.{state.importing('turn')}"),
    )
    if given is None:
        return None
    if state.importing("file") != given.file_id:
        state.stop_importing(but=("turn", f"upload.{state.importing('turn')}"))
        state.note_importing(file=given.file_id)
    return _upload(given)


def another() -> None:
    """Make the field empty again; for callbacks."""
    turn = int(state.importing("turn") or 0) + 1
    state.stop_importing()
    state.note_importing(turn=str(turn))


def empty() -> None:
    """What can be handed in, while nothing is."""
    st.markdown(
        "Nothing is imported before you have seen what a file would bring, and said yes. Files stay on this server."
    )
    st.header("What can be imported", anchor=False)
    kinds = [reader.READS for reader in READERS]
    st.markdown(_KINDS.format(kinds="; ".join(f"{kind[0].upper()}{kind[1:]}" for kind in kinds)))


def _upload(given: "UploadedFile") -> Upload:
    content = given.getvalue()
    # A browser may send a whole path, as Windows writes it too.
    name = " ".join(readable(PureWindowsPath(given.name).name).split())[:LONGEST_NAME]
    return Upload(name or NAMELESS, sha256(content).hexdigest(), content)
