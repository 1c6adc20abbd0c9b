"""A plan as JSON and back, and the JSON Schema of the contract.

Reads `Plan` or JSON text. Writes JSON text, `Plan`, or the schema. The rules for each type are made once from the
annotations of the dataclasses; the walking is done by pydantic's compiled core. No other module knows pydantic.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache
from inspect import getdoc
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, cast, get_args, get_origin, get_type_hints

from adminplan.errors import AdminplanError, Issue
from adminplan.files.source import Box
from adminplan.layout.text import Span
from adminplan.plan.plan import SCHEMA, Plan

if TYPE_CHECKING:
    from pydantic_core import SchemaSerializer, SchemaValidator
    from pydantic_core.core_schema import CoreSchema

_PLACES = (Span, Box)  # tuples with names: objects in JSON, so that nobody has to count positions


class NotAPlan(AdminplanError):  # noqa: N818 - named for what was found, like `UnreadableFile`
    """JSON that is no plan of this version.

    Attributes:
        found: what was found ("broken JSON at line 3", "schema 'adminplan/plan/9'").
        remedy: what would help, in one sentence.

    """

    found: str
    remedy: str

    def __init__(self, found: str, remedy: str) -> None:
        super().__init__(f"{found}. {remedy}")
        self.found, self.remedy = found, remedy


def dump(plan: Plan) -> str:
    """The plan as JSON: fields in the order of the contract, a line break at the end, the same bytes for the same plan.

    Days are ISO text, spans `{"start", "end"}` and boxes `{"page", "x0", "top", "x1", "bottom"}`; letters are not escaped.
    Half a surrogate pair, which no UTF-8 file can hold (a file name of a foreign system may), is written as U+FFFD.
    """
    from pydantic_core import PydanticSerializationError

    try:
        return _serializer().to_json(plan, indent=1).decode("utf-8") + "\n"
    except PydanticSerializationError:
        text = json.dumps(_serializer().to_python(plan), ensure_ascii=False, indent=1, default=date.isoformat) + "\n"
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def load(text: str) -> Plan:
    """The plan that `dump()` wrote: `load(dump(plan)) == plan`.

    Raises `NotAPlan` for broken JSON, for another schema, and for a field that is unknown, missing or of the wrong type.
    """
    from pydantic_core import ValidationError

    try:
        return cast("Plan", _validator().validate_json(text))
    except ValidationError as error:
        raise _explain(text, error.errors(include_url=False, include_context=False)) from None


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of `dump()`'s output; a field with a default may be missing when reading."""
    from pydantic.json_schema import GenerateJsonSchema

    rules, classes = _definitions()
    schema = _without_titles(GenerateJsonSchema(ref_template="#/$defs/{model}").generate(rules, mode="serialization"))
    for kind in classes:
        described = schema["$defs"].get(kind.__name__, schema)  # the plan itself stands at the top
        described["description"] = (getdoc(kind) or "").split("\n\n")[0].replace("\n", " ")
    return {"$schema": GenerateJsonSchema.schema_dialect, "$id": SCHEMA, **schema}


def _explain(text: str, errors: list[Any]) -> NotAPlan:
    first = errors[0]
    if first["type"] == "json_invalid":
        return NotAPlan(f"broken JSON: {first['msg']}", "Was the file cut off, or is it no output of `adminplan parse`?")
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    name = content.get("schema") if isinstance(content, dict) else None
    if name != SCHEMA:
        found = f"the schema is {name!r}, not {SCHEMA!r}" if isinstance(content, dict) else "the JSON is no object"
        return NotAPlan(found, "Parse the document again with this version of adminplan, or use the version that wrote the file.")
    where = ".".join(str(part) for part in first["loc"])
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return NotAPlan(
        f"{where}: {first['msg'].lower()}{more}",
        "A newer adminplan may have written the file: use that version, or parse the document again.",
    )


# --- rules from annotations -------------------------------------------------------------------------------------------


@cache
def _validator() -> SchemaValidator:
    from pydantic_core import SchemaValidator

    return SchemaValidator(_definitions()[0])


@cache
def _serializer() -> SchemaSerializer:
    from pydantic_core import SchemaSerializer

    return SchemaSerializer(_definitions()[0])


@cache
def _definitions() -> tuple[CoreSchema, tuple[Any, ...]]:
    """The core rules of `Plan`, and the classes they speak of."""
    from pydantic_core import core_schema as cs

    made: dict[Any, CoreSchema] = {}
    top = _rule(Plan, made)
    return cs.definitions_schema(top, list(made.values())), tuple(made)


def _rule(hint: Any, made: dict[Any, CoreSchema]) -> CoreSchema:
    """The core rule for one annotation; rules of classes are gathered in `made` and referred to by name."""
    from pydantic_core import core_schema as cs

    basic: dict[Any, Any] = {
        str: cs.str_schema,
        int: cs.int_schema,
        float: cs.float_schema,
        bool: cs.bool_schema,
        date: cs.date_schema,
    }
    if hint in basic:
        return cast("CoreSchema", basic[hint]())
    if hint in _PLACES or is_dataclass(hint):
        if hint not in made:
            made[hint] = _named_tuple(hint, made) if hint in _PLACES else _dataclass(hint, made)
        return cs.definition_reference_schema(hint.__name__)
    inner = get_args(hint)
    if get_origin(hint) in (UnionType, Union) and len(inner) == 2 and inner[1] is NoneType:
        return cs.nullable_schema(_rule(inner[0], made))
    if get_origin(hint) is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return cs.tuple_schema([_rule(inner[0], made)], variadic_item_index=0)
    raise TypeError(f"the contract has no rule for {hint!r}: add it to plan/codec.py")


def _dataclass(kind: Any, made: dict[Any, CoreSchema]) -> CoreSchema:
    from pydantic_core import core_schema as cs

    hints = get_type_hints(kind)
    if kind is Issue:
        hints["span"] = Span | None  # errors.py stands above the road and does not know `Span`
    members = []
    for field in fields(kind):
        rule = cs.literal_schema([SCHEMA]) if (kind, field.name) == (Plan, "schema") else _rule(hints[field.name], made)
        if field.default is not MISSING:
            rule = cs.with_default_schema(rule, default=field.default)
        members.append(cs.dataclass_field(field.name, rule, kw_only=True))
    arguments = cs.dataclass_args_schema(kind.__name__, members, extra_behavior="forbid")
    config = cs.CoreConfig(strict=True, extra_fields_behavior="forbid")
    return cs.dataclass_schema(kind, arguments, list(hints), slots=True, ref=kind.__name__, config=config)


def _named_tuple(kind: Any, made: dict[Any, CoreSchema]) -> CoreSchema:
    from pydantic_core import core_schema as cs

    hints = get_type_hints(kind)
    names = tuple(hints)
    members = {name: cs.typed_dict_field(_rule(hint, made)) for name, hint in hints.items()}
    record = cs.typed_dict_schema(members, extra_behavior="forbid")

    def to_record(value: tuple[Any, ...]) -> dict[str, Any]:
        return dict(zip(names, value, strict=True))

    return cs.no_info_after_validator_function(
        lambda values: kind(**values),
        record,
        ref=kind.__name__,
        serialization=cs.plain_serializer_function_ser_schema(to_record, return_schema=record),
    )


def _without_titles(schema: Any) -> Any:
    """The schema without the titles that pydantic makes of field names ("Found By")."""
    if isinstance(schema, list):
        return [_without_titles(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _without_titles(item) for key, item in schema.items() if not (key == "title" and isinstance(item, str))}
