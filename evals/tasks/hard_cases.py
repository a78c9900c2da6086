"""Shapes that checkers get wrong; external data only. Those without a label are shown, not scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.parsing import read_key_result
from coach.service import Service
from evals.cases import EXTERNAL
from evals.lines import Line, read_lines
from evals.measure import Measured, Mistake, Row, join_certainties, split_cell
from evals.scorers.labels import score_share
from evals.task import Task

PRESENT = 0.5
LABELS = ("strong", "task", "mixed", "unmeasurable", "no-baseline", "vanity")
_ISSUES = {"task": "task-like"}


@dataclass(frozen=True, slots=True)
class HardCase:
    """A key result, its label (empty where authors disagree) and why it is hard."""

    id: str
    text: str
    label: str
    why: str
    split: str = EXTERNAL


def read_hard_cases(folder: Path) -> list[HardCase]:
    """Hard cases: `hard_cases*.jsonl`; objectives are left out.

    Raises:
        InputError: A case is malformed.
    """

    def parse(line: Line) -> HardCase:
        label = line.choice("label", LABELS) if "label" in line.values else ""
        why = line.text("why", empty=True)
        return HardCase(f"{line.source}:{line.number:03}", line.text("text"), label, why)

    lines = [line for path in sorted(folder.glob("hard_cases*.jsonl")) for line in read_lines(path)]
    return [parse(line) for line in lines if line.values.get("kind") != "objective"]


def review_hard_case(coach: Service, case: HardCase) -> dict[str, str]:
    """Review the key result on its own."""
    key_result, okrs = read_key_result(case.text)
    review = coach.review_key_result(key_result, None, okrs)
    return {
        "expected": case.label,
        "kind": key_result.reading.kind.value,
        "verdict": review.verdict.value,
        "issues": join_certainties(review.issues),
    }


def measure_hard_cases(rows: Sequence[Row]) -> Measured:
    """Share met, and which were missed."""
    scored = [row for row in rows if row.cells["expected"]]
    metrics = [score_share("hard cases", "met", [_is_met(row) for row in scored])]
    metrics.extend(
        score_share(label, "met", [_is_met(row) for row in scored if row.cells["expected"] == label])
        for label in LABELS
    )
    mistakes = [
        Mistake(row.id, f"expected {row.cells['expected']}", _answer(row), 1.0)
        for row in scored
        if not _is_met(row)
    ]
    open_ones = [
        Mistake(row.id, "authors disagree", _answer(row), 0.0, debatable=True)
        for row in rows
        if not row.cells["expected"]
    ]
    return Measured(metrics, mistakes=[*mistakes, *open_ones])


def _is_met(row: Row) -> bool:
    expected = row.cells["expected"]
    if expected == "strong":
        return row.cells["verdict"] == "strong"
    if expected == "mixed":
        return row.cells["kind"] == "mixed"
    return split_cell(row.cells["issues"]).get(_ISSUES.get(expected, expected), 0.0) >= PRESENT


def _answer(row: Row) -> str:
    return f"got {row.cells['kind']}, {row.cells['verdict']}, {row.cells['issues'] or 'no issue'}"


TASK = Task(
    purpose="Shapes that checkers get wrong.",
    columns=("expected", "kind", "verdict", "issues"),
    solve=review_hard_case,
    measure=measure_hard_cases,
    external=read_hard_cases,
)
