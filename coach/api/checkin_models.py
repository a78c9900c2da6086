"""Wire models of check-ins."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    Tag,
)

from coach.api.models import BatchFault, ItemId, UnreadSource
from coach.domain.checkin import Audience, KeyResultKind, OkrType, Rhythm, Stage

__all__ = [
    "CheckInAnswer",
    "CheckInBatch",
    "CheckInRequest",
    "Day",
    "FilesOfDay",
    "FilesRequest",
    "FollowedHistory",
    "HistoriesRequest",
    "HistoryItem",
    "HistoryProblem",
    "SignalsBatch",
    "SignalsRequest",
]


def _want_iso(value: object) -> object:
    """A day is a text such as 2026-11-09, not seconds since 1970 and no time of a day."""
    if isinstance(value, date) or (
        isinstance(value, str) and len(value) == len("2026-11-09") and value[4] == value[7] == "-"
    ):
        return value
    raise ValueError("write a day as 2026-11-09")


Day = Annotated[date, BeforeValidator(_want_iso)]
_Number = StrictInt | StrictFloat
_Text = Annotated[str, Field(max_length=20_000)]
_MOST = 1_000


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=5_000_000)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)


class FollowedKeyResult(_Request):
    """A key result; what is left out is read from its text."""

    text: _Text = Field(min_length=1)
    label: _Text | None = None
    kind: KeyResultKind | None = None
    type: OkrType | None = None
    unit: _Text | None = None
    baseline: _Number | None = None
    target: _Number | None = None
    direction: Literal["increase", "decrease", "hold", "reach"] | None = None
    zones: dict[str, str] | None = Field(
        default=None, description='Such as {"0.3": "first ward", "1.0": "all"}.'
    )
    owner: _Text | None = None


class FollowedCycle(_Request):
    """A cycle by its name, its dates, or both."""

    name: _Text | None = None
    start: Day | None = None
    end: Day | None = None
    cadence: Rhythm | None = None


class CheckInItem(_Request):
    """One dated update."""

    date: Day
    value: _Number | _Text | None = None
    confidence: _Number | None = None
    note: _Text | None = None
    blockers: list[_Text] | None = Field(default=None, max_length=100)
    author: _Text | None = None


class ExpectedStep(_Request):
    """Progress, 0 to 1, that is due by a day."""

    date: Day
    progress: _Number


class FollowedHistory(_Request):
    """One key result with its cycle and its check-ins."""

    id: ItemId = None
    team: _Text | None = None
    objective: _Text | None = None
    key_result: FollowedKeyResult
    cycle: FollowedCycle
    check_ins: list[CheckInItem] = Field(default_factory=list, max_length=2_000)
    expected: list[ExpectedStep] | None = Field(default=None, max_length=400)


class HistoryItem(FollowedHistory):
    """One key result as in a line of the batch form."""

    as_of: Day = Field(description="The day that it is looked at.")


class HistoriesRequest(_Request):
    """Histories to ask about one by one."""

    histories: list[HistoryItem] = Field(min_length=1, max_length=_MOST)
    audience: Audience = Audience.TEAM
    limit: StrictInt = Field(default=5, ge=1, le=5, description="At most so many questions on each.")
    rephrase: StrictBool = Field(default=False, description="Let the language model reword; facts are kept.")


class File(_Request):
    """A file as it would lie in a folder; its name tells its format."""

    name: str = Field(min_length=1, max_length=200)
    text: str


class FilesOfDay(_Request):
    """OKR documents and check-ins, and the day that they are looked at."""

    files: list[File] = Field(min_length=1, max_length=_MOST)
    date: Day
    team: _Text | None = Field(default=None, description="Only this team.")


class FilesRequest(FilesOfDay):
    """OKR documents, check-ins and notes of earlier meetings, from which meetings are planned."""

    owner: _Text | None = None
    audience: Audience = Audience.TEAM
    minutes: StrictInt = Field(default=25, ge=15, le=30)
    rephrase: StrictBool = Field(default=False, description="Let the language model reword; facts are kept.")


def _choose_request(value: Any) -> str:
    is_files = isinstance(value, FilesRequest) or (isinstance(value, dict) and "files" in value)
    return "of-files" if is_files else "of-histories"


CheckInRequest = Annotated[
    Annotated[FilesRequest, Tag("of-files")] | Annotated[HistoriesRequest, Tag("of-histories")],
    Discriminator(_choose_request),
]


class SignalsRequest(_Request):
    """Histories to look at."""

    histories: list[HistoryItem] = Field(min_length=1, max_length=_MOST)


class Signal(_Answer):
    """Something that a history shows; `facts` as they are displayed."""

    code: str
    name: str
    severity: Literal["error", "warning", "hint"]
    key_result: str | None
    team: str | None
    message: str
    facts: dict[str, str]
    key_results: list[str]


class Risk(_Answer):
    """Chance of reaching 0.7 (1.0 if committed); `null` where nothing can be said."""

    probability: float | None
    reason: str


class Question(_Answer):
    """One question; `fact` stands in `text` exactly so."""

    text: str
    form: str
    source: str
    fact: str | None
    key_result: str | None
    audience: Audience
    asked_before: date | None


class HistoryProblem(_Answer):
    """An entry that could not be used as it stands."""

    code: str
    message: str
    key_result: str | None
    file: str | None
    line: int | None


class HistoryQuestions(_Answer):
    """What to ask about one history."""

    schema_: Literal["coach.check-in/v1"] = Field(alias="schema")
    id: ItemId
    stage: Stage
    signals: list[Signal]
    risk: Risk | None
    questions: list[Question]
    problems: list[HistoryProblem]


class HistorySignals(_Answer):
    """What one history shows."""

    schema_: Literal["coach.signals/v1"] = Field(alias="schema")
    id: ItemId
    stage: Stage
    elapsed: float
    value: float | None
    progress: float | None
    expected: float | None
    confidence: float | None
    signals: list[Signal]
    risk: Risk | None
    problems: list[HistoryProblem]


class HistoryError(_Answer):
    """Stands for a history that could not be read."""

    schema_: Literal["coach.check-in/v1", "coach.signals/v1"] = Field(alias="schema")
    id: ItemId
    error: BatchFault


class Rephrasing(_Answer):
    """How many questions were reworded, and why the others were not."""

    reworded: int
    kept: int
    reasons: list[str]


class CheckInBatch(_Answer):
    """One result per history, in the same order."""

    schema_: Literal["coach.check-in/v1"] = Field(alias="schema")
    results: list[HistoryQuestions | HistoryError]
    rephrasing: Rephrasing | None


class SignalsBatch(_Answer):
    """One result per history, in the same order."""

    schema_: Literal["coach.signals/v1"] = Field(alias="schema")
    results: list[HistorySignals | HistoryError]


class Line(_Answer):
    """A key result in the table of an agenda, as it is shown."""

    key_result: str
    label: str
    subject: str
    value: str | None
    target: str | None
    confidence: str | None
    last_update: date | None
    owner: str | None


class LeftOpen(_Answer):
    """A question of the last meeting without an answer."""

    date: date
    text: str
    key_result: str | None
    form: str
    source: str


class Block(_Answer):
    """A timed part of a meeting."""

    title: str
    minutes: int
    purpose: str
    questions: list[Question]
    key_results: list[Line]
    points: list[str]
    left_open: list[LeftOpen]


class Agenda(_Answer):
    """One meeting."""

    team: str | None
    person: str | None
    audience: Audience
    date: date
    cycle: str
    stage: Stage
    minutes: int
    blocks: list[Block]


class KeyResultStanding(_Answer):
    """Where a key result stands."""

    id: str
    team: str | None
    label: str
    text: str
    owner: str | None
    stage: Stage
    elapsed: float
    value: float | None
    unit: str
    progress: float | None
    expected: float | None
    confidence: float | None
    last_update: date | None
    signals: list[Signal]
    risk: Risk | None


class CheckInAnswer(_Answer):
    """Agendas, and what the histories show."""

    schema_: Literal["coach.check-in/v1"] = Field(alias="schema")
    date: date
    agendas: list[Agenda]
    key_results: list[KeyResultStanding]
    patterns: list[Signal]
    problems: list[HistoryProblem]
    errors: list[UnreadSource]
    rephrasing: Rephrasing | None
