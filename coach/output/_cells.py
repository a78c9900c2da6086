"""Tables: user text in their cells is visible, of a length that fits, and never a formula.

A cell that begins with one of `= + - @`, their full-width forms, a tab or a line break may be read as a
formula by spreadsheets. An apostrophe before it makes it text (OWASP, *CSV Injection*).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from coach.output.place import make_visible

__all__ = ["make_cell", "write_csv"]

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_LONGEST = 32_000
"""A cell of a spreadsheet holds 32,767 characters."""


def make_cell(text: str) -> str:
    """Text as it may stand in a cell."""
    shown = make_visible(text)
    if len(shown) > _LONGEST:
        shown = f"{shown[:_LONGEST]}…"
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA_STARTS) else shown


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as CSV in UTF-8 with a byte order mark, which spreadsheets need to see that it is UTF-8."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([make_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return stream.getvalue().encode("utf-8-sig", "backslashreplace")
