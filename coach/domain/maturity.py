"""How far an organisation is with setting goals, and which way of working fits it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

__all__ = ["Advice", "Dimension", "DimensionScore", "Evidence", "MaturityQuestion", "MaturityReport"]


class Dimension(StrEnum):
    """What maturity is looked at in."""

    FOCUS = "focus"
    MEASUREMENT = "measurement"
    ALIGNMENT = "alignment"
    CADENCE = "cadence"
    LEARNING = "learning"


class MaturityQuestion(NamedTuple):
    """One question of the self-assessment.

    Attributes:
        id: Such as `focus-1`.
        dimension: What it looks at.
        text: The question.
        levels: Five answers, from 0 (not at all) to 4 (a habit).
    """

    id: str
    dimension: Dimension
    text: str
    levels: tuple[str, str, str, str, str]


class Evidence(NamedTuple):
    """What documents and check-ins show of one dimension.

    Attributes:
        dimension: What it looks at.
        score: 0..4; `None` where there is too little to see.
        because: What was counted, or why there is no score.
    """

    dimension: Dimension
    score: float | None
    because: str


class DimensionScore(NamedTuple):
    """Answers and evidence of one dimension side by side; neither replaces the other.

    Attributes:
        dimension: What it looks at.
        answered: Mean of its answers, 0..4; `None` where none was answered.
        evidence: What documents show; `None` where none were given.
        remark: What the two say together, one sentence.
    """

    dimension: Dimension
    answered: float | None
    evidence: Evidence | None
    remark: str

    @property
    def score(self) -> float | None:
        """The lower of what is said and what is seen; `None` where neither is known."""
        seen = self.evidence.score if self.evidence is not None else None
        known = [score for score in (self.answered, seen) if score is not None]
        return min(known) if known else None


class Advice(NamedTuple):
    """One recommendation on how to work.

    Attributes:
        topic: Such as `cadence`, `levels`, `limits`, `cascade`, `roles`, `rules`, `kpi-or-okr`.
        text: What to do.
        because: Why it fits here.
    """

    topic: str
    text: str
    because: str


class MaturityReport(NamedTuple):
    """The outcome of a self-assessment."""

    dimensions: tuple[DimensionScore, ...]
    advice: tuple[Advice, ...]
    unanswered: tuple[str, ...] = ()
