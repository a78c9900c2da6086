"""Review of whole documents: reading four formats, and the rules about the set."""

from __future__ import annotations

from collections.abc import Sequence

from coach.parsing import Format, read_text
from coach.service import Service
from evals.cases import SET_LABELS, SetCase, read_sets
from evals.measure import Measured, Row
from evals.scorers.labels import score_share
from evals.task import Guard, Task
from evals.tasks._labels import COLUMNS, label_cells, measure_labels


def review_set(coach: Service, case: SetCase) -> dict[str, str]:
    """Read and review one document."""
    review = coach.review_document(read_text(case.text, case.id, Format(case.format)))
    if review.failures:
        raise RuntimeError("; ".join(review.failures))
    cells = label_cells(case.expected, case.near_miss, review.findings, SET_LABELS, strong=not case.expected)
    objectives = sum(len(okrs.objectives) for okrs in review.document.sets)
    return {**cells, "objectives": str(objectives), "unread": str(len(review.document.unread))}


def _measure(rows: Sequence[Row]) -> Measured:
    measured = measure_labels(rows, SET_LABELS)
    read = [row.cells["objectives"] != "0" for row in rows]
    measured.metrics.append(
        score_share("documents", "with an objective", read, "in the others nothing was read")
    )
    return measured


TASK = Task(
    purpose="Which issues the rules find in a set as a whole, read from its document.",
    columns=(*COLUMNS, "objectives", "unread"),
    solve=review_set,
    measure=_measure,
    load=read_sets,
    guards=(
        Guard("all rules", "macro-F1"),
        Guard("strong", "false alarms", higher_is_better=False),
        Guard("documents", "with an objective"),
    ),
)
