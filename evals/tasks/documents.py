"""Key results that the parser finds in real documents; external data only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.service import Service
from evals.cases import EXTERNAL
from evals.documents import LARGE_ORGANISATION, DocumentScore, score_documents
from evals.measure import Measured, Mistake, Row
from evals.scorers.labels import score_share
from evals.task import Task


@dataclass(frozen=True, slots=True)
class DocumentCase:
    """A document, read and compared with what a reader finds in it."""

    id: str
    score: DocumentScore
    split: str = EXTERNAL


def read_scores(folder: Path) -> list[DocumentCase]:
    """The documents of `documents/expected.jsonl`, read."""
    documents = folder / "documents"
    if not (documents / "expected.jsonl").exists():
        return []
    return [DocumentCase(score.name, score) for score in score_documents(documents)]


def count_document(_: Service, case: DocumentCase) -> dict[str, str]:
    """The counts of one document."""
    score = case.score
    return {
        "listed_whole": "no" if score.organisation == LARGE_ORGANISATION else "yes",
        "listed": str(score.listed),
        "missed": str(len(score.missed)),
        "extracted": str(score.extracted),
        "extra": str(len(score.extra)),
    }


def measure_documents(rows: Sequence[Row]) -> Measured:
    """Recall and precision over all key results, and the documents that lose one."""
    found = [hit for row in rows for hit in _hits(row, "listed", "missed")]
    small = [row for row in rows if row.cells["listed_whole"] == "yes"]
    right = [hit for row in small for hit in _hits(row, "extracted", "extra")]
    metrics = [
        score_share("key results", "recall", found, "of those that a reader lists"),
        score_share(
            "key results", "precision", right, "of those extracted from documents that were listed whole"
        ),
        score_share("documents", "complete", [row.cells["missed"] == "0" for row in rows]),
    ]
    mistakes = [
        Mistake(row.id, "key results", f"{row.cells['missed']} of {row.cells['listed']} missed", 1.0)
        for row in rows
        if row.cells["missed"] != "0"
    ]
    return Measured(metrics, mistakes=mistakes)


def _hits(row: Row, total: str, wrong: str) -> list[bool]:
    count, misses = int(row.cells[total]), int(row.cells[wrong])
    return [False] * misses + [True] * (count - misses)


TASK = Task(
    purpose="Key results that the parser finds in documents (`python -m evals.documents` lists them).",
    columns=("listed_whole", "listed", "missed", "extracted", "extra"),
    solve=count_document,
    measure=measure_documents,
    external=read_scores,
)
