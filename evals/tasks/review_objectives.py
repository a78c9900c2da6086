"""Review of the wording of objectives by the rules."""

from __future__ import annotations

from collections.abc import Sequence

from coach.domain.okr import Document, Level, Objective, OkrSet
from coach.domain.source import Passage, SourceText
from coach.service import Service
from evals.cases import OBJECTIVE_LABELS, ObjectiveCase, read_objectives
from evals.measure import Measured, Row
from evals.task import Guard, Task
from evals.tasks._labels import COLUMNS, label_cells, measure_labels


def review_objective(coach: Service, case: ObjectiveCase) -> dict[str, str]:
    """Review one objective without key results."""
    okrs = OkrSet((Objective(Passage(case.text)),), level=Level(case.level))
    review = coach.review_document(Document(SourceText(case.id, case.text), (okrs,)))
    if review.failures:
        raise RuntimeError("; ".join(review.failures))
    return label_cells(
        case.expected,
        case.near_miss,
        review.findings,
        OBJECTIVE_LABELS,
        strong=case.strong,
        debatable=case.debatable,
    )


def _measure(rows: Sequence[Row]) -> Measured:
    return measure_labels(rows, OBJECTIVE_LABELS)


TASK = Task(
    purpose="Which issues the rules find in the wording of an objective.",
    columns=COLUMNS,
    solve=review_objective,
    measure=_measure,
    load=read_objectives,
    guards=(Guard("all rules", "macro-F1"), Guard("strong", "false alarms", higher_is_better=False)),
)
