"""Batches: one key result per line of JSONL, read one by one. A broken line never stops the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from coach.domain.okr import KeyResult, OkrSet
from coach.errors import InputError, InputTooLarge, MalformedInput, UnreadableInput
from coach.parsing.formats import MAX_LINE
from coach.parsing.reader import read_key_result

__all__ = ["MAX_LINE", "BatchError", "BatchItem", "read_batch"]

_TEXTS = ("objective", "team", "cycle", "level")


class BatchItem(NamedTuple):
    """One key result of a batch. `id` is what the line gave: a text, a number or `None`."""

    line: int
    id: str | int | float | None
    key_result: KeyResult
    okrs: OkrSet


class BatchError(NamedTuple):
    """A line that could not be read. `id` where it could be told."""

    line: int
    id: str | int | float | None
    error: InputError


def read_batch(lines: Iterable[str | bytes], name: str) -> Iterator[BatchItem | BatchError]:
    """Read lines `{"id", "key_result", "objective"?, "team"?, "cycle"?, "level"?}` as they come.

    Blank lines are passed over but counted. Memory stays that of one line.
    """
    for number, line in enumerate(lines, start=1):
        known: list[str | int | float | None] = [None]
        try:
            text = _decode(line, number)
            if text.strip():
                yield _read(text, number, known)
        except InputError as error:
            yield BatchError(number, known[0], error.at(name, number))


def _decode(line: str | bytes, number: int) -> str:
    if len(line) > MAX_LINE:
        raise InputTooLarge("a line over 1 MB; a key result is a sentence", line=number)
    if isinstance(line, str):
        return line
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise UnreadableInput("not UTF-8 text; save the file as UTF-8", line=number) from None


def _read(text: str, number: int, known: list[str | int | float | None]) -> BatchItem:
    try:
        row = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise MalformedInput(f"not valid JSON: {error.msg}", line=number, text=text.strip()) from None
    except (RecursionError, ValueError) as error:
        reason = str(error) if isinstance(error, ValueError) else "nested too deeply"
        raise MalformedInput(reason, line=number, text=text.strip()) from None
    if not isinstance(row, dict):
        raise MalformedInput(
            'each line is an object such as {"id": "1", "key_result": "..."}', line=number, text=text
        )
    identity = row.get("id")
    if isinstance(identity, str | int | float) and not isinstance(identity, bool):
        known[0] = identity
    words = row.get("key_result")
    if not isinstance(words, str) or not words.strip():
        raise MalformedInput('"key_result" is missing, empty or no text', line=number, text=text.strip())
    given = {name: _text(row, name, number) for name in _TEXTS}
    _check(words, number)
    key_result, okrs = read_key_result(words, **given)
    return BatchItem(number, known[0], key_result, okrs)


def _text(row: dict[str, Any], name: str, number: int) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedInput(f'"{name}" is no text', line=number, text=str(value))
    _check(value, number)
    return value


def _check(text: str, number: int) -> None:
    if "\0" in text:
        raise UnreadableInput("contains a null byte", line=number)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise UnreadableInput("contains half of a character (a lone surrogate)", line=number)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key {twice[:60]!r} is given twice; keep one")
    return row


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON value; use null or a number")
