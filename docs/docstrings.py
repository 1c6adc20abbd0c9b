"""Docstrings as the reference pages want them: examples as code, an attribute a line, the fields of named tuples in their signature.

Reads the package as griffe sees it. Writes into what griffe hands to mkdocstrings.
"""

from __future__ import annotations

import re
from typing import Any

from griffe import Class, Extension, Function, Object, Parameter, ParameterKind, Parameters

# From the first prompt to the next blank line, or to the end: Markdown would take `>>>` for quotations.
_EXAMPLE = re.compile(r"^>>> .*(?:\n.+)*", re.MULTILINE)
# `        span: offsets. quote: the text there.`: a second attribute on a line of the section `Attributes:`.
_ATTRIBUTES = re.compile(r"^Attributes:\n(?: .*\n?)+", re.MULTILINE)
_SECOND = re.compile(r"(?<=[.)]) (?=(\w+): )")


class Docstrings(Extension):
    """An extension of griffe, which mkdocstrings reads docstrings with."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Puts fences around the examples of one docstring, and each attribute on a line of its own."""
        if obj.docstring is None:
            return
        text = _EXAMPLE.sub(lambda match: f"```pycon\n{match[0]}\n```", obj.docstring.value)

        def apart(section: re.Match[str]) -> str:
            return _SECOND.sub(lambda match: "\n    " if match[1] in obj.members else " ", section[0])

        obj.docstring.value = _ATTRIBUTES.sub(apart, text)

    def on_class(self, *, cls: Class, **_: Any) -> None:
        """Gives a named tuple the `__init__` that Python makes for it."""
        if not any(str(base).endswith("NamedTuple") for base in cls.bases):
            return
        fields = [one for one in cls.members.values() if one.is_attribute]
        kind = ParameterKind.positional_or_keyword
        given = [Parameter(one.name, annotation=one.annotation, kind=kind, default=one.value) for one in fields]
        cls.set_member("__init__", Function("__init__", parameters=Parameters(Parameter("self", kind=kind), *given)))
