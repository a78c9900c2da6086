"""Wire models of an audit: what comes in, and `coach.audit/v1` as it goes out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from coach.api.checkin_models import Day
from coach.api.models import DocumentFormat
from coach.domain.alignment import GapKind, LinkStatus, Origin
from coach.domain.okr import Level

__all__ = [
    "MAX_OKRS",
    "AuditAnswer",
    "AuditDocument",
    "AuditRequest",
    "GivenDecision",
    "GivenLimits",
    "GivenOkr",
]

MAX_OKRS = 500
"""Most OKRs of one request: what is audited while the caller waits."""


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=5_000_000)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)


class GivenOkr(_Request):
    """One objective with its key results, as in a line of JSONL."""

    id: str = Field(default="", max_length=200, description="Made from team and number without it.")
    level: Level = Level.TEAM
    team: str = Field(default="", max_length=200)
    cycle: str = Field(default="", max_length=100)
    objective: str = Field(min_length=1, max_length=2_000)
    key_results: list[Annotated[str, Field(max_length=2_000)]] = Field(default=[], max_length=50)
    parent_ids: list[Annotated[str, Field(max_length=2_000)]] = Field(
        default=[],
        max_length=50,
        description="Ids, labels such as `company O1`, or the text of an objective.",
    )
    stands_alone_because: str = Field(default="", max_length=2_000)
    origin: Origin | None = None
    published: Day | None = None


class AuditDocument(_Request):
    """A whole document."""

    text: str
    format: DocumentFormat = DocumentFormat.MARKDOWN
    name: str = Field(max_length=200, description="Stands for the file in the answer.")


class GivenDecision(_Request):
    """What a person said of a link (`child` and `parent`) or of a gap."""

    confirmed: bool
    child: str = ""
    parent: str = ""
    gap: str = ""
    reason: str = ""


class GivenLimits(_Request):
    """Numbers that gaps compare with; what is left out keeps its default."""

    max_objectives: int | None = Field(default=None, ge=1)
    max_key_results: int | None = Field(default=None, ge=1)
    max_teams: int | None = Field(default=None, ge=1)
    weak_margin: float | None = Field(default=None, ge=0, le=1)
    least_certainty: float | None = Field(default=None, ge=0, le=1)
    sure_orphan: float | None = Field(default=None, ge=0, le=1)
    sure_uncovered: float | None = Field(default=None, ge=0, le=1)
    duplicate_from: float | None = Field(default=None, ge=0, le=1)
    reworded_from: float | None = Field(default=None, ge=0, le=1)
    copied_share: float | None = Field(default=None, ge=0, le=1)
    unlike_below: float | None = Field(default=None, ge=0, le=1)
    bottom_up_share: float | None = Field(default=None, ge=0, le=1)
    fewest_origins: int | None = Field(default=None, ge=1)
    drafting_begins: Day | None = None


class AuditRequest(_Request):
    """An organisation: OKRs one by one, documents, or both."""

    okrs: list[GivenOkr] = []
    documents: list[AuditDocument] = Field(default=[], max_length=200)
    decisions: list[GivenDecision] = Field(default=[], max_length=10_000)
    limits: GivenLimits = GivenLimits()
    threshold: float | None = Field(default=None, ge=0, le=1)
    candidates: Annotated[int, Field(ge=1)] | Literal["all"] = Field(
        default=3, description="Possible parents listed for each OKR."
    )


class AuditPlace(_Answer):
    """A file and a line in it, from 1."""

    file: str
    line: int


class AuditKeyResult(_Answer):
    """A key result of an OKR."""

    text: str
    location: AuditPlace | None


class AuditNode(_Answer):
    """One objective with its key results."""

    id: str
    level: Level
    team: str | None
    cycle: str | None
    objective: str
    key_results: list[AuditKeyResult]
    parent_ids: list[str]
    declared: list[str]
    stands_alone_because: str | None
    origin: Origin | None
    published: date | None
    location: AuditPlace
    copies: list[AuditPlace]


class AuditOpinion(_Answer):
    """What a language model thinks of a pair; it decides nothing."""

    supports: bool
    reason: str
    model: str


class AuditLink(_Answer):
    """A child supports a parent."""

    child: str
    parent: str
    status: LinkStatus
    probability: float | None
    similarity: float | None
    parent_key_result: int | None
    evidence: list[str]
    opinion: AuditOpinion | None


class AuditCandidate(_Answer):
    """A possible parent."""

    parent: str
    probability: float
    similarity: float


class AuditCandidates(_Answer):
    """The possible parents of one child, the likeliest first."""

    child: str
    parents: list[AuditCandidate]


class AuditGap(_Answer):
    """One claim, with what it rests on."""

    id: str
    kind: GapKind
    severity: Literal["error", "warning", "hint"]
    certainty: float = Field(ge=0, le=1)
    nodes: list[str]
    key_result: int | None
    message: str
    evidence: list[str]
    next_step: str
    location: AuditPlace | None


class AuditProblem(_Answer):
    """Something in the input that could not be used as it stands."""

    code: str
    message: str
    location: AuditPlace | None
    nodes: list[str]


class AuditAnswer(_Answer):
    """The report of an audit."""

    schema_: Literal["coach.audit/v1"] = Field(alias="schema")
    model: str
    versions: dict[str, str]
    threshold: float
    recalibrated: str | None
    metrics: dict[str, float | None]
    nodes: list[AuditNode]
    links: list[AuditLink]
    candidates: list[AuditCandidates]
    gaps: list[AuditGap]
    dismissed: list[AuditGap]
    problems: list[AuditProblem]
    since: dict[str, Any] | None
