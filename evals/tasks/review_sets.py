"""Review of whole documents: reading four formats, and the rules about the set."""

from __future__ import annotations

from collections.abc import Sequence

from coach.parsing import Format, read_text
from coach.service import Service
from evals.cases import SET_LABELS, SetCase, read_sets
from evals.measure import Measured, Row
from evals.task import Guard, Task
from evals.tasks._labels import COLUMNS, label_cells, measure_labels


def review_set(coach: Service, case: SetCase) -> dict[str, str]:
    """Read and review one document."""
    review = coach.review_document(read_text(case.text, case.id, Format(case.format)))
    if review.failures:
        raise RuntimeError("; ".join(review.failures))
    if not review.sets:
        raise RuntimeError("no OKRs were found in the document")
    return label_cells(case.expected, case.near_miss, review.findings, SET_LABELS, strong=not case.expected)


def _measure(rows: Sequence[Row]) -> Measured:
    return measure_labels(rows, SET_LABELS)


TASK = Task(
    purpose="Which issues the rules find in a set as a whole, read from its document.",
    columns=COLUMNS,
    solve=review_set,
    measure=_measure,
    load=read_sets,
    guards=(Guard("all rules", "macro-F1"), Guard("strong", "false alarms", higher_is_better=False)),
)
