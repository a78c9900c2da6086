"""Check-ins as rows: CSV with a header."""

from __future__ import annotations

from collections.abc import Sequence

from coach.checkin.history.entries import Cell, CheckInFile, Entry, make_entry
from coach.checkin.history.fields import field_name, split_blockers
from coach.domain.checkin import HistoryProblem
from coach.domain.source import Passage, SourceText
from coach.errors import MalformedInput
from coach.parsing.table import parse_csv

__all__ = ["has_check_in_header", "read_csv_check_ins"]

_HEADER_ROWS = 15


def read_csv_check_ins(source: SourceText) -> CheckInFile:
    """Read rows of check-ins; the columns may stand in any order.

    Raises:
        MalformedInput: There is no header with a date and a key result, or a quote never closes.
    """
    rows = list(parse_csv(source))
    header = _find_header(rows)
    if header is None:
        raise MalformedInput(
            "no header row with a date and a key result, such as 'date,key_result_id,value,confidence,note'",
            source=source.name,
            line=1,
            text=source.text.strip().split("\n", 1)[0],
        )
    columns = _columns(rows[header])
    problems: list[HistoryProblem] = []
    entries: list[Entry] = []
    for row in rows[header + 1 :]:
        if not any(cell.text.strip() for cell in row):
            continue
        line = source.location(row[0].start).line
        cells = {name: Cell(row[index].text, line) for name, index in columns.items() if index < len(row)}
        extra = [cell.text.strip() for cell in row[len(rows[header]) :] if cell.text.strip()]
        if extra:
            message = f"{extra[0]!r} stands beyond the columns of the header; put text with commas in quotes"
            problems.append(HistoryProblem("extra-cell", message, "", source.name, line))
        blockers = split_blockers(cells["blockers"].text) if "blockers" in cells else ()
        entry = make_entry(cells, blockers, source.name, line, problems)
        if entry is not None:
            entries.append(entry)
    return CheckInFile(source.name, entries=tuple(entries), problems=tuple(problems))


def has_check_in_header(source: SourceText) -> bool:
    """Whether a table is one of check-ins: it has a date, a key result, and a value or a confidence."""
    try:
        rows = [row for row, _ in zip(parse_csv(source), range(_HEADER_ROWS), strict=False)]
    except MalformedInput:
        return False
    return _find_header(rows) is not None


def _find_header(rows: Sequence[Sequence[Passage]]) -> int | None:
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        known = _columns(row)
        if "date" in known and "label" in known and ("value" in known or "confidence" in known):
            return number
    return None


def _columns(row: Sequence[Passage]) -> dict[str, int]:
    """Field to column; of two columns for one field the first."""
    found: dict[str, int] = {}
    for index, cell in enumerate(row):
        name = field_name(cell.text)
        if name is not None:
            found.setdefault(name, index)
    return found
