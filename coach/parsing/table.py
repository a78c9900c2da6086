"""CSV: one row per key result, with the place of every cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence

from coach.domain.okr import Document
from coach.domain.source import Passage, SourceText, Span
from coach.errors import MalformedInput
from coach.parsing.columns import canonical_field
from coach.parsing.drafts import Draft, Scope, finish
from coach.parsing.passages import place, trim
from coach.parsing.rows import Columns, read_rows

__all__ = ["find_header", "parse_csv", "read_csv", "read_table"]

_DELIMITERS = ",;\t|"
_HEADER_ROWS = 15
_FEW = 2


def read_csv(source: SourceText) -> Document:
    """Read a CSV file; the delimiter is found from its first lines.

    Raises:
        MalformedInput: A quote that never closes.
    """
    draft = Draft()
    rows = list(parse_csv(source))
    read_table(rows, source, draft, Scope())
    return finish(source, draft)


def read_table(rows: list[list[Passage]], source: SourceText, draft: Draft, scope: Scope) -> None:
    """Add the OKRs of rows to a draft; says so where no header is found or a row has too many cells."""
    header = find_header(rows)
    if header is None:
        draft.report(
            Span(0, len(source.text)),
            "no header row with a key result column, such as 'Objective, Key result'",
        )
        return
    width = len(rows[header])
    for row in rows[header + 1 :]:
        extra = [cell for cell in row[width:] if cell.text.strip()]
        if extra:
            draft.report(extra[0].span, f"a cell beyond the header's {width} columns")
    cleaned = [[trim(cell) for cell in row] for row in rows[header:]]
    read_rows(cleaned, scope, draft, loose=True)


def find_header(rows: Sequence[Sequence[Passage]]) -> int | None:
    """The first row that names the columns."""
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        titles = [cell.text.strip() for cell in row]
        known = sum(1 for title in titles if title and canonical_field(title))
        if Columns(titles).usable and (known >= _FEW or len([title for title in titles if title]) == 1):
            return number
    return None


def parse_csv(source: SourceText) -> Iterator[list[Passage]]:
    """Rows of cells that know their places. Rows may be ragged; blank rows are left out.

    Raises:
        MalformedInput: A quote that never closes, or a cell over the size that the csv module reads.
    """
    text = source.text
    delimiter = _delimiter(text)
    position = 1 if text.startswith("\ufeff") else 0
    row: list[Passage] = []
    while position <= len(text):
        cell, position = _cell(source, position, delimiter)
        if len(cell.text) > csv.field_size_limit():
            raise MalformedInput(
                "a cell over 131,072 characters", source=source.name, line=source.location(cell.start).line
            )
        row.append(cell)
        if position < len(text) and text[position] == delimiter:
            position += 1
            continue
        if any(item.text.strip() for item in row):
            yield row
        row = []
        if position >= len(text):
            return
        position += len("\r\n") if text.startswith("\r\n", position) else 1


def _delimiter(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines() if line.strip()][:_HEADER_ROWS]
    return max(
        _DELIMITERS,
        key=lambda mark: (sum(min(line.count(mark), 20) for line in lines), -_DELIMITERS.index(mark)),
    )


def _cell(source: SourceText, start: int, delimiter: str) -> tuple[Passage, int]:
    text = source.text
    if not text.startswith('"', start):
        match = re.compile(rf"[{re.escape(delimiter)}\r\n]").search(text, start)
        end = match.start() if match else len(text)
        return Passage(text[start:end], start), end
    characters: list[str] = []
    offsets: list[int] = []
    position = start + 1
    while True:
        quote = text.find('"', position)
        if quote == -1:
            line = source.location(start).line
            raise MalformedInput(
                "a quote opens a cell and never closes",
                source=source.name,
                line=line,
                text=text[start : start + 60],
            )
        characters.extend(text[position:quote])
        offsets.extend(range(position, quote))
        if text.startswith('""', quote):
            characters.append('"')
            offsets.append(quote)
            position = quote + 2
            continue
        position = quote + 1
        break
    match = re.compile(rf"[{re.escape(delimiter)}\r\n]").search(text, position)
    end = match.start() if match else len(text)
    characters.extend(text[position:end])
    offsets.extend(range(position, end))
    return place("".join(characters), offsets or [start]), end
