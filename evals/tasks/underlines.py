"""Whether a finding underlines the words that a coach would underline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coach.domain.finding import IssueKind
from coach.domain.source import Span
from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import DATASETS, UNSPLIT, read_key_results
from evals.lines import Line, read_cases
from evals.measure import Measured, Metric, Mistake, Row
from evals.scorers.intervals import bootstrap
from evals.scorers.labels import score_share
from evals.scorers.spans import overlap
from evals.task import Guard, Task

PRESENT = 0.5


@dataclass(frozen=True, slots=True)
class UnderlineCase:
    """A key result, one of its issues, and where a coach would underline."""

    id: str
    objective: str
    text: str
    issue: str
    span: Span
    split: str = UNSPLIT


def read_underlines(folder: Path = DATASETS) -> list[UnderlineCase]:
    """Words to underline, in key results of train and dev.

    Raises:
        InputError: A file is missing, or a row is malformed or fits no key result.
    """
    cases = {case.id: case for case in read_key_results(folder) if case.split != "test"}

    def parse(line: Line) -> UnderlineCase:
        line.only(("id", "issue", "words"))
        name, words = line.text("id"), line.text("words")
        issue = line.choice("issue", tuple(kind.value for kind in IssueKind))
        case = cases.get(name.partition("/")[0])
        if case is None or name != f"{case.id}/{issue}" or not case.labels[IssueKind(issue)]:
            raise line.fail(
                "the id must be a key result of train or dev with this issue, a slash, the issue", name
            )
        start = case.text.find(words)
        if start < 0:
            raise line.fail("the key result does not hold these words", words)
        return UnderlineCase(name, case.objective, case.text, issue, Span(start, start + len(words)))

    return read_cases([folder / "underlines.jsonl"], parse)


def compare_underlines(coach: Service, case: UnderlineCase) -> dict[str, str]:
    """What the findings of the issue underline, and how far it fits."""
    key_result, okrs = read_key_result(case.text, case.objective)
    review = coach.review_key_result(key_result, okrs.objectives[0], okrs)
    found = [
        finding
        for finding in review.findings
        if finding.kind is not None and finding.kind.value == case.issue and finding.certainty >= PRESENT
    ]
    best = max((overlap([case.span], [finding.span]) or 0.0 for finding in found), default=None)
    return {
        "issue": case.issue,
        "expected": case.span.of(case.text),
        "got": " / ".join(dict.fromkeys(finding.span.of(case.text) for finding in found)),
        "overlap": "" if best is None else f"{best:.4f}",
    }


def measure_underlines(rows: Sequence[Row]) -> Measured:
    """Overlap where the issue was found: mean, and the share that at least touches the right words."""
    metrics: list[Metric] = []
    issues = list(dict.fromkeys(row.cells["issue"] for row in rows))
    for issue in ("all issues", *issues):
        chosen = [row for row in rows if issue in ("all issues", row.cells["issue"]) and row.cells["overlap"]]
        shares = [float(row.cells["overlap"]) for row in chosen]
        metrics.append(
            score_share(issue, "touched", [share > 0 for share in shares], "where the issue was found")
        )
        metrics.append(_mean(issue, shares))
    mistakes = [
        Mistake(row.id, row.cells["issue"], f"{row.cells['got']!r}, not {row.cells['expected']!r}", 1.0)
        for row in rows
        if row.cells["overlap"] and float(row.cells["overlap"]) == 0
    ]
    return Measured(metrics, mistakes=mistakes)


def _mean(issue: str, shares: Sequence[float]) -> Metric:
    values, n = np.array(shares), len(shares)
    low, high = bootstrap(n, lambda weights: weights @ values / n) or (None, None)
    return Metric(issue, "mean overlap", float(values.mean()) if n else None, low, high, n)


TASK = Task(
    purpose="Whether a finding underlines the words that a coach would underline.",
    columns=("issue", "expected", "got", "overlap"),
    solve=compare_underlines,
    measure=measure_underlines,
    load=read_underlines,
    guards=(Guard("all issues", "touched", tolerance=0.03),),
)
