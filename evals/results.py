"""Committed results: one CSV per task, one row per case, and a summary of all numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.errors import MalformedInput, UnreadableInput
from evals.measure import Metric, Row
from evals.runner import TaskRun
from evals.task import Task

__all__ = [
    "RESULTS",
    "Change",
    "compare_rows",
    "read_rows",
    "read_summary",
    "summary_rows",
    "write_results",
    "write_summary",
]

RESULTS = Path(__file__).parent / "results"
SUMMARY = "summary.csv"
_HEADER = ("task", "split", "subject", "measure", "value", "low", "high", "n", "note")
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs between two runs; a whole row that came or went has the column `row`."""

    id: str
    split: str
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.id}  {self.column}: {self.before or '(nothing)'} -> {self.after or '(nothing)'}"


def write_results(runs: Sequence[TaskRun], folder: Path) -> None:
    """Write the rows of every run and the summary; remove files of tasks that have no rows any more."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {SUMMARY}
    for run in runs:
        if run.rows:
            name = f"{run.task.name}.csv"
            written.add(name)
            (folder / name).write_text(_rows_text(run.task, run.rows), encoding="utf-8")
    (folder / SUMMARY).write_text(_table_text(_HEADER, summary_rows(runs)), encoding="utf-8")
    for path in folder.glob("*.csv"):
        if path.name not in written:
            path.unlink()


def write_summary(runs: Sequence[TaskRun], path: Path) -> None:
    """Write only the figures of some runs: no row, no text, so that external data stay outside."""
    path.write_text(_table_text(_HEADER, summary_rows(runs)), encoding="utf-8")


def read_rows(task: Task, folder: Path) -> tuple[Row, ...]:
    """The committed rows of a task; none where it was never scored.

    Raises:
        MalformedInput: The file has other columns than the task, or an id twice.
    """
    path = folder / f"{task.name}.csv"
    if not path.exists():
        return ()
    header, *lines = _read_table(path)
    expected = ["id", "split", *task.columns, "error"]
    if header != expected:
        raise MalformedInput(
            f"the columns should be {','.join(expected)}; `python -m evals accept --new-columns` writes them",
            source=path.name,
            line=1,
            text=",".join(header),
        )
    rows = []
    seen = set()
    for number, line in enumerate(lines, start=2):
        if len(line) != len(expected) or line[0] in seen:
            raise MalformedInput(
                "a row with a wrong number of cells, or an id twice", source=path.name, line=number
            )
        seen.add(line[0])
        rows.append(Row(line[0], line[1], dict(zip(task.columns, line[2:-1], strict=True)), line[-1]))
    return tuple(rows)


def compare_rows(task: Task, before: Iterable[Row], after: Iterable[Row]) -> list[Change]:
    """Every cell that differs, by row."""
    old, new = {row.id: row for row in before}, {row.id: row for row in after}
    changes = []
    for row_id in sorted({*old, *new}):
        if row_id not in new:
            changes.append(Change(row_id, old[row_id].split, "row", "there", "gone"))
        elif row_id not in old:
            changes.append(Change(row_id, new[row_id].split, "row", "", "new"))
        else:
            changes.extend(_compare(task, old[row_id], new[row_id]))
    return changes


def summary_rows(runs: Iterable[TaskRun]) -> list[tuple[str, ...]]:
    """All numbers of all runs; a task without numbers is there with its reason."""
    rows: list[tuple[str, ...]] = []
    for run in runs:
        if run.reason:
            rows.append((run.task.name, "", "", "unscored", "", "", "", "0", run.reason))
        for split, measured in run.measured.items():
            rows.extend(_summary_row(run.task.name, split, metric) for metric in measured.metrics)
        for split in run.measured:
            crashed = sum(row.split == split for row in run.unscored)
            if crashed:
                rows.append(
                    (run.task.name, split, "cases", "unscored", str(crashed), "", "", str(crashed), "")
                )
    return rows


def read_summary(folder: Path) -> list[tuple[str, ...]]:
    """The committed summary; empty where there is none."""
    path = folder / SUMMARY
    return [tuple(line) for line in _read_table(path)[1:]] if path.exists() else []


def _compare(task: Task, old: Row, new: Row) -> list[Change]:
    before = {"split": old.split, **old.cells, "error": old.error}
    after = {"split": new.split, **new.cells, "error": new.error}
    # A crashed case has no cells in memory and empty ones in the file.
    return [
        Change(new.id, new.split, column, before.get(column, ""), after.get(column, ""))
        for column in ("split", *task.columns, "error")
        if before.get(column, "") != after.get(column, "")
    ]


def _summary_row(task: str, split: str, metric: Metric) -> tuple[str, ...]:
    numbers = [
        "" if number is None else f"{number:.{_DIGITS}f}"
        for number in (metric.value, metric.low, metric.high)
    ]
    note = metric.note or ("no result" if metric.value is None else "")
    return (task, split, metric.subject, metric.measure, *numbers, str(metric.n), note)


def _rows_text(task: Task, rows: Iterable[Row]) -> str:
    lines = (
        (row.id, row.split, *(row.cells.get(name, "") for name in task.columns), row.error) for row in rows
    )
    return _table_text(("id", "split", *task.columns, "error"), lines)


def _table_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


def _read_table(path: Path) -> list[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            table = list(csv.reader(stream, strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnreadableInput(f"no table of results: {error}", source=str(path)) from None
    if not table:
        raise UnreadableInput(
            "the table of results is empty; `python -m evals accept` writes it", source=str(path)
        )
    return table
