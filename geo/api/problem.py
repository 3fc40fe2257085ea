"""The one shape of every error: `{"error": code, "message": sentence}`."""

from starlette.responses import JSONResponse


def problem(status: int, code: str, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """An error as the API says it."""
    return JSONResponse({"error": code, "message": message}, status, headers)
