"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from evals.measure import Confusion, Measured, Metric
from evals.runner import TaskRun

__all__ = [
    "arrange",
    "confusion_lines",
    "crash_lines",
    "format_metric",
    "measured_lines",
    "metric_lines",
    "table_lines",
]

NO_RESULT = "no result"
_NAMED = 5
_WIDE = (("precision", "recall", "F1", "F1, firm"), ("agreement", "kappa", "alpha"))
Arranged = tuple[list[tuple[tuple[str, ...], dict[str, list[Metric | None]]]], list[Metric]]


def format_metric(metric: Metric) -> str:
    """Value and interval of a metric, such as `0.86 [0.80, 0.91]`."""
    if metric.value is None:
        return NO_RESULT
    if metric.low is None or metric.high is None:
        return f"{metric.value:.3f}"
    return f"{metric.value:.3f} [{metric.low:.2f}, {metric.high:.2f}]"


def table_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows in columns as wide as their widest cell."""
    table = [list(header), *(list(row) for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(header))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in table]
    return [line.rstrip() for line in [lines[0], "-" * len(lines[0]), *lines[1:]]]


def crash_lines(run: TaskRun) -> Iterator[str]:
    """The cases on which the solver crashed, by error; of the test split only how many."""
    by_error: dict[str, list[str]] = {}
    for row in run.unscored:
        by_error.setdefault(row.error, []).append("a case of test" if row.split == "test" else row.id)
    for error, ids in by_error.items():
        more = f" and {len(ids) - _NAMED} more" if len(ids) > _NAMED else ""
        yield f"{run.task.name}: crashed on {', '.join(ids[:_NAMED])}{more}: {error}"


def arrange(metrics: Sequence[Metric]) -> Arranged:
    """Metrics as wide tables (measures across, subjects down) and a rest that is listed."""
    by_place = {(metric.subject, metric.measure): metric for metric in metrics}
    wide = []
    rest = list(metrics)
    for measures in _WIDE:
        subjects = [metric.subject for metric in metrics if metric.measure == measures[0]]
        used = tuple(name for name in measures if any((subject, name) in by_place for subject in subjects))
        table = {subject: [by_place.get((subject, name)) for name in used] for subject in subjects}
        if table:
            wide.append((used, table))
            rest = [item for item in rest if item.subject not in table or item.measure not in used]
    return wide, rest


def metric_lines(metrics: Sequence[Metric]) -> Iterator[str]:
    """Metrics as tables."""
    wide, rest = arrange(metrics)
    for measures, table in wide:
        header = ["", *(f"{measure} (n)" for measure in measures)]
        yield from table_lines(header, ([name, *map(_cell, cells)] for name, cells in table.items()))
        yield ""
    if rest:
        yield from table_lines(
            ["", "measure", "value", "n", "note"],
            ([item.subject, item.measure, format_metric(item), str(item.n), item.note] for item in rest),
        )
        yield ""


def confusion_lines(confusion: Confusion) -> Iterator[str]:
    """A confusion table: expected down, given across."""
    rows = (
        [expected, *(str(count) for count in counts)]
        for expected, counts in zip(confusion.expected, confusion.counts, strict=True)
    )
    yield from table_lines([f"{confusion.title}: expected \\ given", *confusion.got], rows)
    yield ""


def measured_lines(measured: Measured) -> Iterator[str]:
    """Metrics and confusions."""
    yield from metric_lines(measured.metrics)
    for confusion in measured.confusions:
        yield from confusion_lines(confusion)


def _cell(metric: Metric | None) -> str:
    return "" if metric is None else f"{format_metric(metric)} ({metric.n})"
