"""Examples in docstrings (`>>> …`) are shown as code.

Reads the docstrings that the reference pages show. Writes fences around their examples, so that Markdown does not take `>>>` for quotations.
"""

from __future__ import annotations

import re
from typing import Any

from griffe import Extension, Object

# From the first prompt to the next blank line, or to the end.
_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)


class Fences(Extension):
    """An extension of griffe, which mkdocstrings reads docstrings with."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Puts fences around the examples of one docstring."""
        if obj.docstring and ">>>" in obj.docstring.value:
            obj.docstring.value = _EXAMPLE.sub(lambda match: f"```pycon\n{match[0]}\n```", obj.docstring.value)
