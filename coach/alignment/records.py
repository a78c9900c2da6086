"""Nodes as records: one JSON object a line, or mappings that another face has read.

A record has `id`, `level`, `team`, `cycle`, `objective` and `key_results`, and may have `parent_ids`,
`stands_alone_because`, `origin` (`team` or `leadership`) and `published` (a date such as 2026-09-24). A
broken line stops nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from coach.alignment.stated import add_values
from coach.domain.alignment import AuditProblem, Origin, Place
from coach.errors import InputError, InputTooLarge, MalformedInput, UnreadableInput
from coach.parsing.columns import canonical_field, normalise_name
from coach.parsing.formats import MAX_LINE

__all__ = ["NodeRecord", "holds_records", "make_record", "read_records"]

_NAMES = {
    "id": ("id", "node id", "objective id", "okr id", "goal id"),
    "level": ("level", "okr level", "tier", "scope"),
    "team": ("team", "team name", "owner team", "department", "group", "squad"),
    "cycle": ("cycle", "quarter", "period", "time period", "timeframe"),
    "objective": ("objective", "goal", "objective text", "title"),
    "key_results": ("key results", "keyresults", "krs", "results"),
    "parent_ids": ("parent ids", "parents", "parent id", "parent", "supports", "aligned to"),
    "stands_alone_because": ("stands alone because", "stands alone", "standalone reason"),
    "origin": ("origin", "set by"),
    "published": ("published", "published on", "published at"),
    "organisation": ("organisation", "organization", "org"),
}
_FIELDS = {name: field for field, names in _NAMES.items() for name in names}
_TEXTS = ("text", "title", "name", "key_result", "description")
_EXAMPLE = '{"id": "t1", "level": "team", "team": "Delivery", "objective": "...", "key_results": ["..."]}'


class NodeRecord(NamedTuple):
    """One node as it was given. Texts are empty where the record does not say.

    Attributes:
        objective: Its sentence.
        key_results: Their sentences, in order.
        place: Where the record stands.
        id: As given; empty to have one made.
        level: The word for the level, as given.
        team: Name of the team or person.
        cycle: Name of the cycle.
        parents: Declared parents: ids, labels such as `company O1`, or the text of an objective.
        stands_alone_because: Why it supports nothing above.
        origin: Who set it; `None` where the record does not say.
        published: When it was made known; `None` where the record does not say.
        organisation: Name of the organisation.
    """

    objective: str
    key_results: tuple[str, ...]
    place: Place
    id: str = ""
    level: str = ""
    team: str = ""
    cycle: str = ""
    parents: tuple[str, ...] = ()
    stands_alone_because: str = ""
    origin: Origin | None = None
    published: date | None = None
    organisation: str = ""


def holds_records(first_line: str | bytes) -> bool:
    """Whether a line is a node, and not a key result of a batch."""
    try:
        row = json.loads(first_line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(row, dict):
        return False
    fields = {_field(key) for key in row}
    return "objective" in fields and ("key_results" in fields or "id" in fields) and "key_result" not in row


def read_records(
    lines: Iterable[str | bytes], name: str
) -> tuple[tuple[NodeRecord, ...], tuple[AuditProblem, ...]]:
    """Read one record a line; a line that cannot be used becomes a problem of the code `broken-record`."""
    records: list[NodeRecord] = []
    problems: list[AuditProblem] = []
    for number, line in enumerate(lines, start=1):
        place = Place(name, number)
        try:
            row = _parse(line, first=number == 1)
            if row is not None:
                records.append(make_record(row, place))
        except InputError as error:
            problems.append(AuditProblem("broken-record", str(error.at(name, number)), place))
    return tuple(records), tuple(problems)


def make_record(row: Mapping[str, Any], place: Place) -> NodeRecord:
    """A record from a mapping; keys may be written as tools write them (`keyResults`, `Parent ID`).

    Raises:
        MalformedInput: It has no objective, or a value of the wrong kind.
    """
    fields: dict[str, Any] = {}
    for key, value in row.items():
        field = _field(key)
        if field is not None and value is not None:
            fields.setdefault(field, value)
    objective = _text(fields, "objective")
    key_results = _key_results(fields.get("key_results", ()))
    if not objective and not key_results:
        raise MalformedInput(f"a record without an objective; write {_EXAMPLE}")
    return NodeRecord(
        objective=objective,
        key_results=key_results,
        place=place,
        id=_text(fields, "id"),
        level=_text(fields, "level"),
        team=_text(fields, "team"),
        cycle=_text(fields, "cycle"),
        parents=_parents(fields.get("parent_ids", ())),
        stands_alone_because=_text(fields, "stands_alone_because"),
        origin=_origin(_text(fields, "origin")),
        published=_date(_text(fields, "published")),
        organisation=_text(fields, "organisation"),
    )


def _parse(line: str | bytes, *, first: bool) -> Mapping[str, Any] | None:
    if len(line) > MAX_LINE:
        raise InputTooLarge("a line over 1 MB; one line is one objective with its key results")
    try:
        text = line if isinstance(line, str) else line.decode("utf-8-sig" if first else "utf-8")
        if not text.strip():
            return None
        row = json.loads(text)
    except UnicodeDecodeError:
        raise UnreadableInput("not UTF-8 text; save the file as UTF-8") from None
    except json.JSONDecodeError as error:
        raise MalformedInput(f"not valid JSON: {error.msg}", text=text.strip()) from None
    except RecursionError:
        raise MalformedInput("nested too deeply", text=text.strip()) from None
    if not isinstance(row, dict):
        raise MalformedInput(f"each line is an object such as {_EXAMPLE}", text=text.strip())
    return row


@lru_cache(maxsize=1_000)
def _field(key: str) -> str | None:
    return _FIELDS.get(normalise_name(key))


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, str):
        return _clean(value, name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise MalformedInput(f"{name!r} is no text", text=str(value))
    return str(value)


def _clean(text: str, name: str) -> str:
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()  # most texts
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableInput(f"{name!r} contains half of a character (a lone surrogate)")
    if "\0" in text:
        raise UnreadableInput(f"{name!r} contains a null byte")
    return " ".join(text.split())


def _key_results(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        value = (value,)
    if not isinstance(value, list | tuple):
        raise MalformedInput("'key_results' is no list of texts", text=str(value))
    texts = (_key_result(item) for item in value)
    return tuple(text for text in texts if text)


def _key_result(item: Any) -> str:
    fields: dict[str, str] = {}
    if isinstance(item, dict):
        fields = {canonical_field(key) or "": str(value) for key, value in item.items() if _is_value(value)}
        item = next((item[name] for name in _TEXTS if isinstance(item.get(name), str)), None)
    if not isinstance(item, str):
        raise MalformedInput("'key_results' holds something that is no text", text=str(item))
    text = _clean(item, "key_results")
    return add_values(text, fields) if text and fields else text


def _is_value(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _parents(value: Any) -> tuple[str, ...]:
    if isinstance(value, str | int):
        value = (str(value),)
    if not isinstance(value, list | tuple) or not all(isinstance(item, str | int) for item in value):
        raise MalformedInput("'parent_ids' is no list of ids", text=str(value))
    cleaned = (_clean(str(item), "parent_ids") for item in value)
    return tuple(item for item in cleaned if item)


def _origin(text: str) -> Origin | None:
    if not text:
        return None
    try:
        return Origin(text.casefold())
    except ValueError:
        raise MalformedInput("'origin' is neither 'team' nor 'leadership'", text=text) from None


def _date(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise MalformedInput("'published' is no date such as 2026-09-24", text=text) from None
