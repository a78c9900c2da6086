"""Tasks whose cases carry the names of the rules that should speak: what a row holds and what is measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coach.domain.finding import Finding, Severity
from evals.measure import Measured, Metric, Mistake, Row, join, join_certainties, split_cell
from evals.scorers.labels import score_label, score_macro_f1, score_share

__all__ = ["COLUMNS", "PRESENT", "label_cells", "measure_labels"]

PRESENT = 0.5
COLUMNS = ("debatable", "strong", "expected", "got", "alarms", "near_miss")


def label_cells(
    expected: Iterable[str],
    near_miss: Iterable[str],
    findings: Iterable[Finding],
    names: Sequence[str],
    *,
    strong: bool,
    debatable: bool = False,
) -> dict[str, str]:
    """The cells of a row; findings of other rules than the labelled ones are left out."""
    given: dict[str, float] = {}
    alarms = set()
    for finding in findings:
        if finding.name in names:
            given[finding.name] = max(given.get(finding.name, 0.0), finding.certainty)
            if finding.severity is not Severity.HINT:
                alarms.add(finding.name)
    return {
        "debatable": "yes" if debatable else "no",
        "strong": "yes" if strong else "no",
        "expected": join(expected),
        "got": join_certainties(given),
        "alarms": join(alarms),
        "near_miss": join(near_miss),
    }


def measure_labels(rows: Sequence[Row], names: Sequence[str]) -> Measured:
    """Precision, recall and F1 per rule, macro-F1, near misses, and false alarms where nothing is wrong."""
    firm = [row for row in rows if row.cells["debatable"] == "no"]
    metrics: list[Metric] = []
    for name in names:
        metrics.extend(score_label(name, *_column(rows, name)))
        if len(firm) < len(rows):
            measure = score_label(name, *_column(firm, name))[2]
            metrics.append(Metric(name, "F1, firm", measure.value, measure.low, measure.high, measure.n))
        near = [_column([row], name)[1][0] for row in rows if name in split_cell(row.cells["near_miss"])]
        metrics.append(score_share(name, "near misses raised", near))
    metrics.append(score_macro_f1("all rules", {name: _column(rows, name) for name in names}))
    for chosen, measure_name in ((rows, "false alarms"), (firm, "false alarms, firm")):
        if measure_name == "false alarms" or len(firm) < len(rows):
            alarms = [bool(row.cells["alarms"]) for row in chosen if row.cells["strong"] == "yes"]
            metrics.append(score_share("strong", measure_name, alarms, "share with a warning or error"))
    given = [any(certainty >= PRESENT for certainty in split_cell(row.cells["got"]).values()) for row in rows]
    quiet = [got for row, got in zip(rows, given, strict=True) if row.cells["strong"] == "yes"]
    metrics.append(score_share("strong", "any finding", quiet, "hints too"))
    return Measured(metrics, mistakes=_mistakes(rows, names))


def _column(rows: Sequence[Row], name: str) -> tuple[list[bool], list[bool]]:
    expected = [name in split_cell(row.cells["expected"]) for row in rows]
    return expected, [split_cell(row.cells["got"]).get(name, 0.0) >= PRESENT for row in rows]


def _mistakes(rows: Sequence[Row], names: Sequence[str]) -> list[Mistake]:
    found = []
    for name in names:
        for row, expected, got in zip(rows, *_column(rows, name), strict=True):
            if expected is not got:
                certainty = split_cell(row.cells["got"]).get(name, 0.0)
                what, weight = ("false", certainty) if got else ("missed", 1 - certainty)
                found.append(Mistake(row.id, name, what, weight, row.cells["debatable"] == "yes"))
    return sorted(found, key=lambda mistake: (mistake.subject, mistake.what, -mistake.weight, mistake.id))
