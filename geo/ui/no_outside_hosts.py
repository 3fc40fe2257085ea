"""Streamlit's ways of asking outside hosts and of sending words there, put out of use before it starts."""

from collections.abc import Callable

from streamlit import net_util
from streamlit.runtime import credentials
from streamlit.web.server import server_util
from streamlit.web.server.starlette import starlette_websocket


def shut_off() -> None:
    """Make Streamlit take no address of this machine from others, and leave origins to our own middleware.

    It would ask checkip.amazonaws.com on the event loop, for a second or two, whenever a page of another origin opens a
    WebSocket, and let in pages of any port of this machine.
    """
    _put(net_util, "get_external_ip", _nothing)
    _put(net_util, "get_internal_ip", _nothing)
    _put(net_util, "_make_blocking_http_get", _nothing)
    _put(credentials, "_send_email", _nothing)
    _put(server_util, "is_url_from_allowed_origins", _everything)
    _put(starlette_websocket, "is_url_from_allowed_origins", _everything)


def _put(module: object, name: str, function: Callable[..., object]) -> None:
    getattr(module, name)  # an AttributeError here says that a new Streamlit does it in another way
    setattr(module, name, function)


def _nothing(*_: object, **__: object) -> None:
    return None


def _everything(_: str) -> bool:
    """Whatever the middleware let through; it comes before Streamlit."""
    return True
