"""Tell files of check-ins from OKR documents, and read both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from coach.checkin.history.entries import CheckInFile
from coach.checkin.history.joining import read_history
from coach.checkin.history.markdown import holds_check_ins, read_markdown_check_ins
from coach.checkin.history.nested import (
    LIST_NAMES,
    read_json_check_ins,
    read_jsonl_check_ins,
    read_yaml_check_ins,
)
from coach.checkin.history.protocol import FileHistory
from coach.checkin.history.table import has_check_in_header, read_csv_check_ins
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import OkrType
from coach.domain.okr import Document
from coach.domain.source import SourceText
from coach.errors import InputError, UnreadableInput
from coach.parsing.columns import normalise_name
from coach.parsing.formats import LIMITS, MAX_BYTES, Format, check_size, check_text, decode, detect
from coach.parsing.patterns import pattern
from coach.parsing.reader import read_document

__all__ = ["Sorted", "is_check_ins", "read_check_ins", "read_files", "sort_files"]

_YAML_KEY = pattern(r"(?m)^(?P<key>[A-Za-z][\w -]{0,30}):[ \t]*(?:#.*)?$")
_YAML_ENTRY = pattern(r"(?m)^[ \t]*-?[ \t]*(?:date|day)[ \t]*:")
_HEAD = 200_000


class Sorted(NamedTuple):
    """Files by what they hold.

    Attributes:
        documents: OKR documents.
        check_ins: Files of check-ins.
        errors: Files that could not be read.
    """

    documents: tuple[Document, ...]
    check_ins: tuple[CheckInFile, ...]
    errors: tuple[InputError, ...] = ()


def read_files(
    files: Iterable[tuple[str, bytes]],
    *,
    today: date,
    default: OkrType = OkrType.ASPIRATIONAL,
    asked: Sequence[AskedBefore] = (),
) -> tuple[FileHistory, Sorted]:
    """Read OKR documents and check-ins, told apart by what is in them, and join them."""
    found = sort_files(files)
    return read_history(found.documents, found.check_ins, today=today, default=default, asked=asked), found


def sort_files(files: Iterable[tuple[str, bytes]]) -> Sorted:
    """Read every file as what it is; one that cannot be read stops no other."""
    documents: list[Document] = []
    check_ins: list[CheckInFile] = []
    errors: list[InputError] = []
    for name, data in files:
        try:
            if is_check_ins(data, name):
                check_ins.append(read_check_ins(data, name))
            else:
                documents.append(read_document(data, name))
        except InputError as error:
            errors.append(error)
    return Sorted(tuple(documents), tuple(check_ins), tuple(errors))


def is_check_ins(data: bytes, name: str, input_format: Format | None = None) -> bool:
    """Whether a file holds check-ins, not OKRs. What cannot be read at all holds none."""
    try:
        text = decode(data, name) if data else ""
    except InputError:
        return False
    if not text:
        return False
    chosen = input_format or detect(name, text)
    source = SourceText(name, text)
    if chosen is Format.CSV:
        return has_check_in_header(source)
    if chosen is Format.YAML:
        keys = {normalise_name(match["key"]) for match in _YAML_KEY.finditer(text[:_HEAD])}
        return bool(keys & LIST_NAMES) or (not keys and _YAML_ENTRY.search(text[:_HEAD]) is not None)
    if chosen is Format.JSONL:
        return _is_flat_line(text)
    if chosen is Format.JSON:
        return _is_json_of_check_ins(text)
    return chosen in {Format.MARKDOWN, Format.PLAIN} and holds_check_ins(source)


def _is_flat_line(text: str) -> bool:
    """Whether the first line that is JSON is a check-in."""
    for line in text.split("\n"):
        if line.strip():
            try:
                row = json.loads(line.removeprefix("\ufeff"))
            except (ValueError, RecursionError):
                continue
            return isinstance(row, dict) and "date" in row
    return False


def _is_json_of_check_ins(text: str) -> bool:
    try:
        found = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return False
    if isinstance(found, dict):
        return any(normalise_name(str(key)) in LIST_NAMES for key in found)
    return isinstance(found, list) and any(isinstance(item, dict) and "date" in item for item in found[:1])


def read_check_ins(data: bytes, name: str, input_format: Format | None = None) -> CheckInFile:
    """Read a file of check-ins.

    Raises:
        InputError: It cannot be read at all; single entries that cannot be used are among its problems.
    """
    check_size(len(data), name, MAX_BYTES)
    text = decode(data, name) if data else check_text("", name)
    chosen = input_format or detect(name, text)
    check_size(len(data), name, LIMITS[chosen])
    source = SourceText(name, text)
    if chosen is Format.CSV:
        return read_csv_check_ins(source)
    if chosen is Format.YAML:
        return read_yaml_check_ins(source)
    if chosen is Format.JSON:
        return read_json_check_ins(source)
    if chosen is Format.JSONL:
        return read_jsonl_check_ins(source)
    if chosen is Format.XLSX:
        raise UnreadableInput("check-ins are not read from a spreadsheet; save the sheet as CSV", source=name)
    return read_markdown_check_ins(source)
