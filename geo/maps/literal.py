"""Text that folium has rendered stays text.

branca puts what an element rendered into `Element(text)`, which compiles it as a Jinja2 template once more:
whatever words it holds by then would run as code on the server. `keep_rendered_text` takes that second
compilation away, whoever imported folium before. No word from outside reaches folium in this house
(`geo.maps.elements`); this is the wall behind that one.

Of branca's and folium's own calls only `Div` passes a template that way; nothing here is a `Div`.
"""

import branca.element


class Literal:
    """Stands where branca would compile a template, and renders as the text it was given."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render(self, **_: object) -> str:
        """Return the text, word for word; a template would take arguments."""
        return self._text


def keep_rendered_text() -> None:
    """Make rendered text literal for the whole process."""
    # `Element` looks the name up whenever one is made or unpickled; the classes' own templates are compiled already.
    branca.element.Template = Literal  # type: ignore[assignment,attr-defined]
