"""A workbook: summary, gaps, links, candidates, OKRs and problems, a sheet each. No cell is a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from coach.output._cells import make_cell
from coach.output.audit import AuditView
from coach.output.audit_tables import (
    CANDIDATE_COLUMNS,
    GAP_COLUMNS,
    LINK_COLUMNS,
    NODE_COLUMNS,
    PROBLEM_COLUMNS,
    Cell,
    candidate_rows,
    gap_rows,
    link_rows,
    node_rows,
    problem_rows,
)

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

__all__ = ["render"]

_MAX_ROWS = 1_000_000
"""A sheet holds 1,048,576 rows."""
_WIDTHS = {"what": 60, "evidence": 70, "next step": 50, "objective": 50, "key results": 60}
_SHEETS: Sequence[tuple[str, tuple[str, ...], Callable[[AuditView], Iterable[list[Cell]]]]] = (
    ("Gaps", GAP_COLUMNS, gap_rows),
    ("Links", LINK_COLUMNS, link_rows),
    ("Candidates", CANDIDATE_COLUMNS, candidate_rows),
    ("OKRs", NODE_COLUMNS, node_rows),
    ("Input", PROBLEM_COLUMNS, problem_rows),
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")


def render(view: AuditView) -> bytes:
    """The workbook; the same view gives the same bytes."""
    from openpyxl import Workbook  # noqa: PLC0415 - slow to import, and only workbooks need it

    book = Workbook(write_only=True)
    _write_sheet(book, "Summary", ("figure", "value"), _summary_rows(view))
    for name, columns, rows in _SHEETS:
        _write_sheet(book, name, columns, rows(view))
    stream = io.BytesIO()
    book.save(stream)
    return _drop_dates(stream.getvalue())


def _write_sheet(book: Workbook, name: str, columns: tuple[str, ...], rows: Iterable[list[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet: Any = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        widest = next((width for part, width in _WIDTHS.items() if column.endswith(part)), 16)
        sheet.column_dimensions[get_column_letter(number)].width = widest

    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")

    def cell(value: Cell, *, head: bool = False) -> Any:
        shown = make_cell(value) if isinstance(value, str) else value
        if not head and not (isinstance(shown, str) and "\n" in shown):
            return shown
        # A cell with a style costs five times as much, so only what needs one has it.
        styled = WriteOnlyCell(sheet, value=shown)
        if head:
            styled.font = bold
        else:
            styled.alignment = wrap
        return styled

    sheet.append([cell(column, head=True) for column in columns])
    for number, row in enumerate(rows):
        if number == _MAX_ROWS:
            sheet.append([cell(f"only the first {_MAX_ROWS:,} rows are here; the JSON report has all")])
            break
        sheet.append([cell(value) for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}1"


def _summary_rows(view: AuditView) -> Iterator[list[Cell]]:
    report = view.report
    for name, value in report.metrics.items():
        yield [name.replace("_", " "), "not known" if value is None else value]
    yield ["threshold", report.threshold]
    yield ["model", report.model]
    for name, version in report.versions.items():
        yield [f"version of {name}", version]
    if report.recalibrated:
        yield ["recalibrated", report.recalibrated]
    if view.changes is not None:
        yield [f"new gaps since {view.changes.earlier}", len(view.changes.new)]
        yield [f"gaps gone since {view.changes.earlier}", len(view.changes.gone)]
        yield [f"gaps dismissed since {view.changes.earlier}", len(view.changes.dismissed)]


def _drop_dates(data: bytes) -> bytes:
    """The same archive without the time at which it was written."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _DATES.sub(b"", content)
            fresh = zipfile.ZipInfo(entry.filename, _EPOCH)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fresh, content)
    return written.getvalue()
