"""Logging of the process: one JSON object a line, without any text of an incident.

An error's message may quote what an analyst is working on, so of an error only its kind and the lines of code it
passed are written.
"""

import logging
import traceback
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from geo.errors import GeoError

LEVELS = ("debug", "info", "warning", "error")
_FIELDS = "{asctime}{levelname}{name}{message}"
_NAMES = {"asctime": "time", "levelname": "level", "name": "logger"}
_OTHERS = ("streamlit", "uvicorn", "websockets")


def set_up(level: str) -> None:
    """Write everything of `level` and above to stderr, as JSON.

    Args:
        level: one of `LEVELS`.

    Raises:
        GeoError: it is none of them.
    """
    if level not in LEVELS:
        sentence = f"GEO_LOG cannot be {level!r}. Write one of {', '.join(LEVELS)}."
        raise GeoError(sentence)
    logging.setLogRecordFactory(_Record)
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter(_FIELDS, style="{", rename_fields=_NAMES))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.getLogger("uvicorn.access").disabled = True  # its lines hold whole addresses
    for name in _loggers():  # Streamlit gives each of its own a handler that writes plain lines
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
        logger.setLevel(logging.NOTSET)


class _Record(logging.LogRecord):
    """A record whose error is told without its words, whoever formats it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.exc_info and self.exc_info[1] is not None:
            self.exc_text = describe_error(self.exc_info[1])
            self.exc_info = None


def describe_error(error: BaseException) -> str:
    """Return an error's kind and where it came from; its causes likewise."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    cause = error.__cause__ or error.__context__
    return " < ".join([type(error).__name__, *reversed(frames)]) + (f" | from {describe_error(cause)}" if cause else "")


def _loggers() -> list[str]:
    return [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _OTHERS]
