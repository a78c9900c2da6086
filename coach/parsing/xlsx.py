"""XLSX: every sheet with a header is read; its rows become lines of a source, cells separated by tabs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any

from coach.domain.okr import Document
from coach.domain.source import Passage, SourceText
from coach.errors import InputTooLarge, UnreadableInput
from coach.parsing.drafts import Draft, Scope, finish
from coach.parsing.groups import mentions_okrs, read_group
from coach.parsing.rows import is_list
from coach.parsing.table import read_table

__all__ = ["read_xlsx"]

MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 200
MAX_ROWS = 100_000
MAX_COLUMNS = 200
_SMALL = 1024 * 1024


def read_xlsx(data: bytes, name: str) -> Document:
    """Read a workbook. The document's source is its text: a line per row, cells separated by tabs.

    Raises:
        UnreadableInput: No workbook, or a broken one.
        InputTooLarge: It unpacks to far more than it is, or has more rows than a table of OKRs may have.
    """
    _check_archive(data, name)
    lines: list[str] = []
    sheets: list[tuple[str, list[list[Passage]]]] = []
    position = 0
    for title, values in _sheets(data, name):
        rows = []
        for row in values:
            line = "\t".join(row)
            rows.append(list(_place(row, position)))
            lines.append(line)
            position += len(line) + 1
        sheets.append((title, rows))
    source = SourceText(name, "\n".join(lines))
    if not source.text.strip():
        raise UnreadableInput("the workbook is empty", source=name)
    draft = Draft()
    for title, rows in sheets:
        scope = read_group(title, Scope(), names_team=False) if mentions_okrs(title) else Scope()
        if rows and any(cell.text for row in rows for cell in row):
            read_table(rows, source, draft, scope)
    return finish(source, draft)


def _check_archive(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableInput(f"no XLSX workbook: {error}", source=name) from None
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > MAX_UNPACKED or (unpacked > _SMALL and unpacked > MAX_RATIO * max(packed, 1)):
        raise InputTooLarge(
            f"the archive unpacks from {packed:,} to {unpacked:,} bytes; save the table as CSV", source=name
        )
    if not any(entry.filename == "[Content_Types].xml" for entry in entries):
        raise UnreadableInput("a ZIP archive, but no XLSX workbook", source=name)


def _sheets(data: bytes, name: str) -> Iterator[tuple[str, list[list[str]]]]:
    for title, rows in _values(data, name):
        if len(rows) > MAX_ROWS:
            raise InputTooLarge(f"more than {MAX_ROWS:,} rows; split the workbook", source=name)
        yield title, [_cells(row) for row in rows]


def _values(data: bytes, name: str) -> list[tuple[str, list[tuple[Any, ...]]]]:
    import openpyxl  # noqa: PLC0415 - slow to import, and only a workbook needs it

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        found = [
            (sheet.title, list(islice(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), MAX_ROWS + 1)))
            for sheet in book.worksheets
        ]
        book.close()
    except Exception as error:  # noqa: BLE001 - openpyxl fails on a broken workbook in any way it likes
        reason = f"the workbook is broken ({type(error).__name__}); open it and save it again"
        raise UnreadableInput(reason, source=name) from None
    return found


def _cells(row: tuple[Any, ...]) -> list[str]:
    cells = [_text(value) for value in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ", "minutes")
        )
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    lines = [" ".join(line.split()) for line in re.split(r"[\r\n]+", str(value)) if line.strip()]
    text = (" \u2022 " if is_list(lines) else " ").join(lines)
    return re.sub("[\0-\x1f\ud800-\udfff]", " ", text)


def _place(row: list[str], position: int) -> Iterator[Passage]:
    for cell in row:
        yield Passage(cell, position)
        position += len(cell) + 1
