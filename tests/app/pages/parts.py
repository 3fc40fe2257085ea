"""The parts of a page that scripts draw: what a page run in process gives them, and telling it what they tell."""

import json
from typing import Any

from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.testing.v1 import AppTest


def given_to(app: AppTest, part: str) -> dict[str, Any] | None:
    """What the page gives to one of its parts; None when the part is not on it."""
    found: list[dict[str, Any]] = [json.loads(each.proto.json) for each in _parts(app, part)]
    return found[0] if found else None


def tell(app: AppTest, part: str, what: str, value: object) -> None:
    """Run the page as when the part's script told this."""
    (found,) = _parts(app, part)
    states = app._tree.get_widget_states()  # noqa: SLF001  AppTest presses what it has a class for
    told = states.widgets.add()
    told.id = _make_trigger_id(found.proto.id, "events")
    told.json_trigger_value = json.dumps([{"event": what, "value": value}])
    app._run(states)  # noqa: SLF001
    assert not app.exception


def tick(app: AppTest, **on: list[str]) -> None:
    """Run the page as when these boxes of types and verification are ticked, and no others."""
    tell(app, "kinds", "ticked", {"times": 1, "on": {"type": [], "sub_type": [], "verification": []} | on})


def ticked(app: AppTest, name: str) -> list[str]:
    """The boxes of a filter that are ticked."""
    data = given_to(app, "kinds")
    assert data is not None
    return list(data["on"][name])


def listed(app: AppTest) -> list[str]:
    """The ids of the list's first page, in its order; none where there is no list."""
    data = given_to(app, "incidents")
    return [row["id"] for row in data["first"]["rows"]] if data else []


def _parts(app: AppTest, part: str) -> list[Any]:
    return [each for each in app.get("bidi_component") if each.proto.id.endswith(f"-{part}")]
