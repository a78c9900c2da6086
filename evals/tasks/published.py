"""Sentences that an author published as good or bad; external data only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.domain.finding import Severity, Subject
from coach.domain.okr import Document, Objective, OkrSet
from coach.domain.source import Passage, SourceText
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import EXTERNAL
from evals.lines import Line, read_cases
from evals.measure import Measured, Metric, Mistake, Row, join
from evals.scorers.labels import score_label, score_share
from evals.scorers.probabilities import score_auc
from evals.task import Task


@dataclass(frozen=True, slots=True)
class PublishedCase:
    """A sentence and the verdict of its author."""

    id: str
    kind: str
    text: str
    good: bool
    split: str = EXTERNAL


def read_published(folder: Path) -> list[PublishedCase]:
    """Published sentences: `published*.jsonl`.

    Raises:
        InputError: A case is malformed.
    """

    def parse(line: Line) -> PublishedCase:
        return PublishedCase(
            line.text("id"),
            line.choice("kind", ("objective", "key_result")),
            line.text("text"),
            line.choice("verdict", ("good", "bad")) == "good",
        )

    return read_cases(sorted(folder.glob("published*.jsonl")), parse)


def review_published(coach: Service, case: PublishedCase) -> dict[str, str]:
    """Review the sentence alone, without an objective or key results around it."""
    weakness = ""
    if case.kind == "key_result":
        key_result, okrs = read_key_result(case.text)
        review = coach.review_key_result(key_result, None, okrs)
        findings, weakness = review.findings, f"{review.weakness:.4f}"
    else:
        okrs = OkrSet((Objective(Passage(case.text)),))
        reviewed = coach.review_document(Document(SourceText(case.id, case.text), (okrs,)))
        findings = tuple(item for item in reviewed.findings if item.subject is Subject.OBJECTIVE)
    loud = [finding.name for finding in findings if finding.severity is not Severity.HINT]
    return {
        "kind": case.kind,
        "expected": "good" if case.good else "bad",
        "alarms": join(set(loud)),
        "findings": join({finding.name for finding in findings}),
        "weakness": weakness,
    }


def measure_published(rows: Sequence[Row]) -> Measured:
    """Bad ones that get a warning or error, good ones that get one by mistake."""
    metrics: list[Metric] = []
    mistakes = []
    for kind in ("key_result", "objective"):
        chosen = [row for row in rows if row.cells["kind"] == kind]
        bad = [row.cells["expected"] == "bad" for row in chosen]
        flagged = [bool(row.cells["alarms"]) for row in chosen]
        any_finding = [bool(row.cells["findings"]) for row in chosen]
        metrics.extend(score_label(f"bad {kind}: warning or error", bad, flagged))
        metrics.extend(score_label(f"bad {kind}: any finding", bad, any_finding))
        good = [flag for flag, is_bad in zip(flagged, bad, strict=True) if not is_bad]
        metrics.append(score_share(f"good {kind}", "false alarms", good))
        if kind == "key_result":
            metrics.append(score_auc("bad key_result", bad, [float(row.cells["weakness"]) for row in chosen]))
        for row, is_bad, is_flagged in zip(chosen, bad, flagged, strict=True):
            if is_bad is not is_flagged:
                what = (
                    f"good, but {row.cells['alarms']}"
                    if is_flagged
                    else f"bad, only {row.cells['findings'] or 'silence'}"
                )
                mistakes.append(Mistake(row.id, kind, what, float(row.cells["weakness"] or 0)))
    return Measured(metrics, mistakes=mistakes)


TASK = Task(
    purpose="Sentences that authors published as good or bad.",
    columns=("kind", "expected", "alarms", "findings", "weakness"),
    solve=review_published,
    measure=measure_published,
    external=read_published,
)
