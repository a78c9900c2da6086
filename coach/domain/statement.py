"""What a sentence says: quantities, clauses, the change of a metric, and the kind of statement."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from coach.domain.source import Span

__all__ = [
    "Change",
    "Clause",
    "ClauseKind",
    "Direction",
    "Quantity",
    "QuantityKind",
    "Reading",
    "Role",
    "StatementKind",
]


class QuantityKind(StrEnum):
    """What sort of amount a quantity is."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "percentage-points"
    MONEY = "money"
    DURATION = "duration"
    RATIO = "ratio"
    RANK = "rank"
    MULTIPLE = "multiple"
    ABSOLUTE = "absolute"
    REDACTED = "redacted"


class Role(StrEnum):
    """What a quantity does in its sentence."""

    TARGET = "target"
    BASELINE = "baseline"
    STEP = "step"
    BOUND = "bound"
    WORK = "work"
    QUALIFIER = "qualifier"


class Direction(StrEnum):
    """Where the metric is meant to go."""

    INCREASE = "increase"
    DECREASE = "decrease"
    HOLD = "hold"
    REACH = "reach"


class ClauseKind(StrEnum):
    """Parts of a sentence that are read apart from its core."""

    DEADLINE = "deadline"
    PURPOSE = "purpose"
    MEANS = "means"
    LABEL = "label"
    NOTE = "note"
    CORE = "core"


class StatementKind(StrEnum):
    """Kind of a key result by the label guide."""

    OUTCOME = "outcome"
    TASK = "task"
    MIXED = "mixed"
    UNCLEAR = "unclear"


class Quantity(NamedTuple):
    """One amount.

    Attributes:
        span: Where it stands in the statement.
        kind: Sort of amount.
        value: Its number in `unit`; `None` when it is redacted.
        unit: `%`, `pp`, a currency sign, `ms`, `s`, `min`, `h`, `d` ..., or the counted noun; may be empty.
        role: What it does in the sentence.
        upper: Upper end of a range, else `None`.
    """

    span: Span
    kind: QuantityKind
    value: float | None
    unit: str
    role: Role
    upper: float | None = None


class Clause(NamedTuple):
    """A part of the statement with its job."""

    kind: ClauseKind
    span: Span


class Change(NamedTuple):
    """A metric and where it moves. Everything that the text does not say is `None`."""

    metric: Span | None = None
    direction: Direction | None = None
    baseline: Quantity | None = None
    target: Quantity | None = None
    deadline: Span | None = None


class Reading(NamedTuple):
    """A statement taken apart.

    Attributes:
        text: The statement.
        kind: Outcome, task, mixed or unclear.
        kind_certainty: How sure `kind` is, 0..1.
        decided_by: Name of the pattern that decided `kind`, such as `work-lead` or `done-state`.
        because: The words that decided `kind`.
        lead: The first verb or noun that says what is done, if any.
        unmeasurable: Chance 0..1 that two observers could disagree whether it was met.
        change: The metric's movement.
        quantities: All amounts in order, without those that belong to names and dates.
        clauses: Deadline, purpose and note clauses, and the core that is left.
        understood: False where the language is not one that the coach reads.
    """

    text: str
    kind: StatementKind
    kind_certainty: float
    decided_by: str
    because: Span | None
    lead: Span | None
    unmeasurable: float
    change: Change
    quantities: tuple[Quantity, ...]
    clauses: tuple[Clause, ...]
    understood: bool = True

    def clause(self, kind: ClauseKind) -> Clause | None:
        """The first clause of a kind."""
        return next((clause for clause in self.clauses if clause.kind is kind), None)
