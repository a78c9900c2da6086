"""The end of a cycle: roll-ups of grades, what happens to each key result next, and what was learnt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from coach.domain.checkin import Grade, Question

__all__ = [
    "GradeBook",
    "Happening",
    "HappeningKind",
    "Learning",
    "NextCycle",
    "ObjectiveGrade",
    "Proposal",
    "Retrospective",
]


class NextCycle(StrEnum):
    """What to do with a key result when the next cycle is drafted."""

    CARRY = "carry"
    MODIFY = "modify"
    DROP = "drop"


class Proposal(NamedTuple):
    """What the coach would put on the table for one key result; the team decides.

    Attributes:
        track: Id of the key result.
        step: Carry on, modify or drop.
        reason: One sentence with the facts that it rests on.
    """

    track: str
    step: NextCycle
    reason: str


class ObjectiveGrade(NamedTuple):
    """Mean grade of the key results of one objective.

    Attributes:
        objective: Text of the objective.
        team: Name of the team.
        value: Mean of the grades that exist, 0.0..1.0; `None` where none exists.
        graded: How many key results have a grade.
        ungraded: How many have none; they are left out of the mean, not counted as 0.
        tracks: Ids of its key results, in order.
    """

    objective: str
    team: str
    value: float | None
    graded: int
    ungraded: int
    tracks: tuple[str, ...] = ()


class GradeBook(NamedTuple):
    """All grades of one closing.

    Attributes:
        grades: One per key result, in order.
        objectives: One per objective, in order.
        proposals: One per key result, in order.
        warnings: What the grades as a whole say: all at 1.0, many without a grade, pay in the texts.
        names: What each key result is called, by its id.
    """

    grades: tuple[Grade, ...]
    objectives: tuple[ObjectiveGrade, ...]
    proposals: tuple[Proposal, ...]
    warnings: tuple[str, ...] = ()
    names: Mapping[str, str] = MappingProxyType({})


class HappeningKind(StrEnum):
    """What sort of thing happened during the cycle."""

    SURPRISE = "surprise"
    DEPENDENCY = "dependency"
    CHANGE = "mid-cycle-change"
    MOVER = "what-moved-it"
    SILENCE = "silence"


class Happening(NamedTuple):
    """Something that really happened, read from the check-ins.

    Attributes:
        kind: What sort of thing.
        text: One sentence with its facts.
        tracks: Ids of the key results concerned.
        weight: How much it matters beside the others of this cycle, 0..1.
        fact: The words of `text` that a question quotes.
    """

    kind: HappeningKind
    text: str
    tracks: tuple[str, ...]
    weight: float
    fact: str


class Learning(NamedTuple):
    """Input for the next drafting.

    Attributes:
        text: What to do differently, one sentence.
        because: The facts that it rests on.
    """

    text: str
    because: str


class Retrospective(NamedTuple):
    """What to talk about when a cycle ends."""

    happenings: tuple[Happening, ...]
    questions: tuple[Question, ...]
    learnings: tuple[Learning, ...]
