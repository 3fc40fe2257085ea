"""The file that is handed in, and what can be."""

from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import streamlit as st

from geo.readers.registry import READERS
from geo.ui.state import imports as form
from geo.ui.text.formatting import readable
from geo.ui.text.translation import gettext
from geo.words import N_

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

LONGEST_NAME = 120
NAMELESS = "file"
_SOURCES = (
    N_("**UCDP** offers its events at ucdp.uu.se/downloads, the latest months as Candidate events."),
    N_("**ACLED** offers its events at acleddata.com, with an account and under its own terms of use."),
    N_(
        "**Your own table** needs column names in its first row and one incident in each further row. Where it is "
        "unclear which column is which, or whether 03/07 is in March or in July, you are asked."
    ),
)


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
        gettext("Incident file"),
        key=form.key(f"upload.{form.field_value('turn')}"),
    )
    if given is None:
        return None
    if form.field_value("file") != given.file_id:
        form.forget(but=("turn", f"upload.{form.field_value('turn')}"))
        form.note(file=given.file_id)
    return _upload(given)


def another() -> None:
    """Make the field empty again; for callbacks."""
    turn = int(form.field_value("turn") or 0) + 1
    form.forget()
    form.note(turn=str(turn))


def empty() -> None:
    """Describe the accepted files while none is uploaded."""
    most = st.get_option("server.maxUploadSize")
    st.markdown(
        gettext(
            "Drop a file here, or choose one, up to {most} MB. You can check everything before it is imported. The "
            "file stays on this server.",
            most=most,
        )
    )
    kinds()
    st.header(gettext("Where to get data"), anchor=False)
    st.markdown("\n".join(f"- {source}" for source in map(gettext, _SOURCES)))


def kinds() -> None:
    """List the accepted formats."""
    st.header(gettext("Supported formats"), anchor=False)
    called = (gettext(reader.READS) for reader in READERS if not reader.TRAITS.leads)
    read = (f"{name[0].upper()}{name[1:]}" for name in called)
    st.markdown("\n".join(f"- {kind}." for kind in read))
    st.markdown(gettext("The format is recognised by the file's content, not by its name."))


def _upload(given: "UploadedFile") -> Upload:
    content = given.getvalue()
    # A browser may send a whole path, as Windows writes it too.
    name = " ".join(readable(PureWindowsPath(given.name).name).split())[:LONGEST_NAME]
    return Upload(name or NAMELESS, sha256(content).hexdigest(), content)
