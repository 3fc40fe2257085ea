"""The one shape of every error: `{"error": code, "message": sentence}`."""

from collections.abc import Mapping

from starlette.responses import JSONResponse

MOST_LETTERS = 1_000  # of a sentence: whatever is repeated in it, an error stays short

_CODES = {400: "unreadable_request", 404: "not_found", 405: "method_not_allowed"}
_SENTENCES = {
    400: "This is no request that can be answered.",
    404: "There is nothing at this address.",
    405: "This address only answers GET.",
}


def problem(status: int, code: str, message: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return an error as the API says it."""
    said = message if len(message) <= MOST_LETTERS else f"{message[:MOST_LETTERS]}…"
    return JSONResponse({"error": code, "message": said}, status, headers)


def plain_problem(status: int, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """Return an error of which no more is known than its status."""
    words = _SENTENCES.get(status, "The request could not be answered.")
    return problem(status, _CODES.get(status, "http_error"), words, headers)
