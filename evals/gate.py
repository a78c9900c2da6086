"""Which rules have earned to be stable.

A rule may be stable with a precision of at least 0.90 on at least 30 labelled cases of the project's own
data on which it fired. Counted are cases of train and dev (for datasets in one file: all of them) that are
not debatable, where the rule fired with a certainty of 0.5 or more; it was right where the label names its
issue kind (key results) or its name (objectives, sets). A rule about task-like key results is right on a
task only; the column "mixed too" also counts a task with an outcome, and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.domain.finding import IssueKind, Subject
from coach.rules import Rule, Status
from evals.cases import OBJECTIVE_LABELS, SET_LABELS
from evals.measure import Row, split_cell
from evals.results import read_rows
from evals.scorers.intervals import wilson
from evals.tables import table_lines
from evals.task import find_task

__all__ = ["MIN_CASES", "MIN_PRECISION", "GateLine", "gate_lines", "judge_rules", "read_gate_rows"]

MIN_PRECISION = 0.9
MIN_CASES = 30
_PRESENT = 0.5
_TASKS = ("review_rules", "review_objectives", "review_sets")


@dataclass(frozen=True, slots=True)
class GateLine:
    """What was measured of one rule."""

    rule: Rule
    fired: int
    right: int
    right_or_mixed: int

    @property
    def precision(self) -> float | None:
        """Share of right ones; `None` where the rule never fired on a labelled case."""
        return self.right / self.fired if self.fired else None

    @property
    def passes(self) -> bool:
        """Whether the rule may be stable."""
        return self.fired >= MIN_CASES and self.right >= MIN_PRECISION * self.fired

    @property
    def advice(self) -> str:
        """What to change in the catalogue; empty where nothing is."""
        place = f"in coach/rules/{self.rule.name.replace('-', '_')}.py"
        if self.rule.status is Status.STABLE and not self.passes:
            return f"take Status.STABLE out {place}"
        if self.rule.status is Status.PREVIEW and self.passes:
            return f"may become Status.STABLE {place}"
        return ""

    @property
    def out_of_step(self) -> bool:
        """Whether the rule is stable without having earned it."""
        return self.rule.status is Status.STABLE and not self.passes

    def __str__(self) -> str:
        share = "no result" if self.precision is None else f"precision {self.precision:.3f}"
        return f"{self.rule.code} {self.rule.name}: {share} on {self.fired} cases; {self.advice or 'in step'}"


def read_gate_rows(results: Path) -> dict[str, tuple[Row, ...]]:
    """The committed rows that the gate rests on, by task."""
    return {name: read_rows(find_task(name), results) for name in _TASKS}


def judge_rules(rules: Iterable[Rule], rows: dict[str, tuple[Row, ...]]) -> list[GateLine]:
    """A line for every rule."""
    return [_judge(rule, rows) for rule in rules]


def gate_lines(lines: Sequence[GateLine]) -> list[str]:
    """The table."""
    header = ("rule", "name", "status", "fired", "right", "precision", "mixed too", "gate", "change")
    return table_lines(header, [_cells(line) for line in lines])


def _judge(rule: Rule, rows: dict[str, tuple[Row, ...]]) -> GateLine:
    if rule.name in OBJECTIVE_LABELS or rule.name in SET_LABELS:
        task = "review_objectives" if rule.name in OBJECTIVE_LABELS else "review_sets"
        fired = [
            row for row in _firm(rows[task]) if split_cell(row.cells["got"]).get(rule.name, 0) >= _PRESENT
        ]
        right = sum(rule.name in split_cell(row.cells["expected"]) for row in fired)
        return GateLine(rule, len(fired), right, right)
    if rule.kind is None or rule.subject is not Subject.KEY_RESULT:
        return GateLine(rule, 0, 0, 0)
    fired = [
        row
        for row in _firm(rows["review_rules"])
        if split_cell(row.cells["rules"]).get(rule.code, 0.0) >= _PRESENT
    ]
    right = sum(rule.kind.value in split_cell(row.cells["expected_issues"]) for row in fired)
    mixed = sum(row.cells["expected_kind"] == "mixed" for row in fired)
    return GateLine(rule, len(fired), right, right + mixed * (rule.kind is IssueKind.TASK_LIKE))


def _firm(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.split != "test" and not row.error and row.cells["debatable"] == "no"]


def _cells(line: GateLine) -> list[str]:
    interval = wilson(line.right, line.fired)
    share = "no result"
    if line.precision is not None and interval:
        share = f"{line.precision:.3f} [{interval[0]:.2f}, {interval[1]:.2f}]"
    mixed = f"{line.right_or_mixed / line.fired:.3f}" if line.right_or_mixed > line.right else ""
    gate = "passes" if line.passes else "too few" if line.fired < MIN_CASES else "too often wrong"
    rule = line.rule
    return [
        rule.code,
        rule.name,
        rule.status.value,
        str(line.fired),
        str(line.right),
        share,
        mixed,
        gate,
        line.advice,
    ]
