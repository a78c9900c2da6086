"""Wire models of the end of a cycle: grades and retrospectives."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from coach.api.checkin_models import Day, FilesOfDay, FollowedHistory, HistoryProblem
from coach.api.models import UnreadSource
from coach.domain.closing import HappeningKind, NextCycle

__all__ = ["ClosingRequest", "FilesToClose", "GradesAnswer", "HistoriesToClose", "RetrospectivesAnswer"]

_MOST = 1_000


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)


class FilesToClose(FilesOfDay):
    """OKR documents and check-ins as they would lie in a folder."""


class HistoriesToClose(BaseModel):
    """Key results with their check-ins, and the day that they are looked back on from."""

    model_config = ConfigDict(extra="forbid", str_max_length=5_000_000)

    histories: list[FollowedHistory] = Field(min_length=1, max_length=_MOST)
    date: Day


def _choose_request(value: Any) -> str:
    is_files = isinstance(value, FilesToClose) or (isinstance(value, dict) and "files" in value)
    return "of-files" if is_files else "of-histories"


ClosingRequest = Annotated[
    Annotated[FilesToClose, Tag("of-files")] | Annotated[HistoriesToClose, Tag("of-histories")],
    Discriminator(_choose_request),
]


class KeyResultGrade(_Answer):
    """One grade, 0.0 to 1.0, or `null` with its reason; the proposal is for the next cycle."""

    id: str
    name: str
    grade: float | None
    reading: str
    reason: str
    proposal: NextCycle
    proposal_reason: str


class ObjectiveGrade(_Answer):
    """Mean of the grades that exist; key results without one are counted, not taken as 0."""

    objective: str | None
    grade: float | None
    graded: int
    ungraded: int
    key_results: list[str]


class TeamGrades(_Answer):
    """The grades of one team, and what they say together."""

    team: str | None
    key_results: list[KeyResultGrade]
    objectives: list[ObjectiveGrade]
    warnings: list[str]


class GradesAnswer(_Answer):
    """The grades of every team. Grades are for learning, never for pay."""

    schema_: Literal["coach.grades/v1"] = Field(alias="schema")
    date: date
    teams: list[TeamGrades]
    problems: list[HistoryProblem]
    errors: list[UnreadSource]


class Happening(_Answer):
    """Something that really happened, as the check-ins tell it."""

    kind: HappeningKind
    text: str
    key_results: list[str]


class RetrospectiveQuestion(_Answer):
    """One question; `fact` stands in `text` exactly so."""

    text: str
    form: str
    source: str
    fact: str | None
    key_result: str | None


class Learning(_Answer):
    """Input for the next drafting, and the facts that it rests on."""

    text: str
    because: str


class TeamRetrospective(_Answer):
    """What one team may talk about."""

    team: str | None
    happenings: list[Happening]
    questions: list[RetrospectiveQuestion]
    learnings: list[Learning]


class RetrospectivesAnswer(_Answer):
    """The retrospective of every team."""

    schema_: Literal["coach.retrospective/v1"] = Field(alias="schema")
    date: date
    teams: list[TeamRetrospective]
    problems: list[HistoryProblem]
    errors: list[UnreadSource]
