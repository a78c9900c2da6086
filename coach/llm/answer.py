"""Read a reply: complete, JSON, and of the schema that was asked for; else an error with its cause."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from coach.errors import InternalError, ModelCause, ModelError
from coach.llm.model import Reply

__all__ = ["check_schema", "read_answer"]

_CUT = frozenset(("length", "max_tokens", "model_length"))
_DECLINED = frozenset(("content_filter", "refusal", "safety"))
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
}
_KNOWN = frozenset(
    "type properties required additionalProperties items enum minItems maxItems description title".split()
)


def read_answer(reply: Reply, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The answer as an object of the schema.

    Raises:
        ModelError: The reply is refused, cut off, no JSON, or of another shape.
    """
    if reply.refusal or reply.finish.lower() in _DECLINED:
        raise ModelError(ModelCause.REFUSED, "the model declined to answer")
    if reply.finish.lower() in _CUT:
        raise ModelError(ModelCause.TRUNCATED, "the model's answer was cut off")
    try:
        answer = json.loads(reply.text)
    except (ValueError, RecursionError):
        raise ModelError(ModelCause.MALFORMED, "the model's answer is no JSON") from None
    fault = check_schema(answer, schema)
    if fault:
        raise ModelError(ModelCause.WRONG_SCHEMA, f"the model's answer has another shape: {fault}")
    return cast("dict[str, Any]", answer)


def check_schema(value: object, schema: Mapping[str, Any], place: str = "answer") -> str:
    """What does not fit, or nothing. Knows the part of JSON Schema that the prompts use.

    Raises:
        InternalError: The schema has a keyword that is not checked here.
    """
    unknown = set(schema) - _KNOWN
    if unknown:
        raise InternalError(f"schema keyword {min(unknown)!r} is not supported")
    kind = schema.get("type")
    if kind is not None:
        right = isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))
        if not right:
            return f"{place} is no {kind}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{place} is none of the allowed values"
    if isinstance(value, dict):
        return _check_object(value, schema, place)
    if isinstance(value, list):
        return _check_array(value, schema, place)
    return ""


def _check_object(value: dict[str, Any], schema: Mapping[str, Any], place: str) -> str:
    properties: Mapping[str, Any] = schema.get("properties", {})
    missing = [name for name in schema.get("required", ()) if name not in value]
    if missing:
        return f"{place} lacks {missing[0]!r}"
    if schema.get("additionalProperties") is False and value.keys() - properties.keys():
        return f"{place} has a key that was not asked for"
    faults = (
        check_schema(value[name], part, f"{place}.{name}")
        for name, part in properties.items()
        if name in value
    )
    return next((fault for fault in faults if fault), "")


def _check_array(value: list[Any], schema: Mapping[str, Any], place: str) -> str:
    if len(value) < schema.get("minItems", 0):
        return f"{place} has too few entries"
    if len(value) > schema.get("maxItems", len(value)):
        return f"{place} has too many entries"
    if "items" not in schema:
        return ""
    faults = (check_schema(entry, schema["items"], f"{place}[{index}]") for index, entry in enumerate(value))
    return next((fault for fault in faults if fault), "")
