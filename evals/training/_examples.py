"""What the critic learns from: labelled key results as numbers per head."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from coach.domain.finding import IssueKind
from coach.domain.statement import StatementKind
from evals.cases import KeyResultCase

__all__ = ["Example", "make_example"]

UNKNOWN = math.nan
DEBATABLE_WEIGHT = 0.7


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled pair.

    Attributes:
        text: The key result.
        objective: Its objective; may be empty.
        labels: 1, 0, or not a number where it is not known, per head.
        weight: How much it counts.
    """

    text: str
    objective: str
    labels: Mapping[str, float]
    weight: float = 1.0

    def under(self, objective: str) -> Example:
        """The same key result under a foreign objective: disconnected, and no verdict."""
        if objective == self.objective:
            return self
        return replace(
            self, objective=objective, labels={**self.labels, "disconnected": 1.0, "needs-work": UNKNOWN}
        )

    def without_objective(self) -> Example:
        """The same key result alone: nobody knows what it is connected with."""
        return replace(self, objective="", labels={**self.labels, "disconnected": UNKNOWN})


def make_example(case: KeyResultCase) -> Example:
    """The example of a case."""
    labels = {
        "task-like": case.kind is StatementKind.TASK,
        "mixed": case.kind is StatementKind.MIXED,
        "unclear": case.kind is StatementKind.UNCLEAR,
        "unmeasurable": case.labels[IssueKind.UNMEASURABLE],
        "vague": case.labels[IssueKind.VAGUE],
        "disconnected": case.labels[IssueKind.DISCONNECTED],
        "needs-work": not case.strong,
    }
    weight = DEBATABLE_WEIGHT if case.debatable else 1.0
    return Example(case.text, case.objective, {head: float(holds) for head, holds in labels.items()}, weight)
