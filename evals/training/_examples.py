"""What the critic learns from: labelled key results as numbers per head."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from coach.domain.finding import IssueKind
from coach.domain.statement import StatementKind
from evals.cases import KeyResultCase

__all__ = ["Example", "is_plain", "make_example"]

UNKNOWN = math.nan
DEBATABLE_WEIGHT = 0.7
LITERARY_WEIGHT = 0.7
"""Rows in another style than that of company pages."""
_FIRST_PLAIN = 701


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
    known = {head: float(holds) for head, holds in labels.items()}
    if _is_only_of_little_use(case):
        known["needs-work"] = UNKNOWN
    weight = DEBATABLE_WEIGHT if case.debatable else 1.0
    return Example(
        case.text, case.objective, known, weight if is_plain(case.id) else weight * LITERARY_WEIGHT
    )


def is_plain(row: str) -> bool:
    """Whether a row was written in the plain style of company pages; the card of the dataset names them."""
    return row.startswith("kt-") and int(row.removeprefix("kt-")) >= _FIRST_PLAIN


def _is_only_of_little_use(case: KeyResultCase) -> bool:
    """Weak for what its number is worth alone: the rules have hints for that, and coaches differ."""
    if case.strong or case.kind is not StatementKind.OUTCOME:
        return False
    kinds = {kind for kind, holds in case.labels.items() if holds} - {IssueKind.NO_BASELINE}
    return bool(kinds) and kinds <= {IssueKind.VANITY, IssueKind.BUSINESS_AS_USUAL}
