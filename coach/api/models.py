"""Wire models: what goes over HTTP. Separate from the domain, so that either can change alone."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, StrictInt, Tag

from coach.critic.protocol import CriticName

__all__ = [
    "BatchRequest",
    "BatchReview",
    "DocumentRequest",
    "DocumentReview",
    "Health",
    "ImproveRequest",
    "Improvement",
    "ItemId",
    "KeyResultItem",
    "Problem",
    "ReviewRequest",
    "Rule",
    "RuleList",
]

_Critic = Annotated[
    CriticName | None,
    Field(description="Who judges meaning after the rules; without it, as the server is configured."),
]
ItemId = Annotated[str | StrictInt | None, Field(description="Comes back unchanged.")]


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", str_max_length=5_000_000)


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid", serialize_by_alias=True)


class DocumentFormat(StrEnum):
    """Formats of a document in a request."""

    MARKDOWN = "markdown"
    YAML = "yaml"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PLAIN = "plain"


class DocumentRequest(_Request):
    """A whole document."""

    text: str
    format: DocumentFormat = DocumentFormat.MARKDOWN
    name: str = Field(default="document", max_length=200, description="Stands for the file in the answer.")
    critic: _Critic = None


class KeyResultItem(_Request):
    """One key result, as in a line of the batch form."""

    id: ItemId = None
    key_result: str = Field(min_length=1)
    objective: str | None = None
    team: str | None = None
    cycle: str | None = None


class ImproveRequest(KeyResultItem):
    """One key result to improve."""

    critic: _Critic = None


class BatchRequest(_Request):
    """Key results to review one by one."""

    key_results: list[KeyResultItem] = Field(min_length=1, max_length=10_000)
    critic: _Critic = None


def _choose_request(value: Any) -> str:
    is_batch = isinstance(value, BatchRequest) or (isinstance(value, dict) and "key_results" in value)
    return "batch" if is_batch else "document"


ReviewRequest = Annotated[
    Annotated[DocumentRequest, Tag("document")] | Annotated[BatchRequest, Tag("batch")],
    Discriminator(_choose_request),
]


class Span(_Answer):
    """A half-open range of code points."""

    start: int
    end: int


class Location(_Answer):
    """Lines and columns from 1, columns in code points, the end exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Edit(_Answer):
    """A mechanical change; a safe one never changes the meaning."""

    span: Span
    replacement: str
    safe: bool


class Finding(_Answer):
    """One result of one rule. Only findings in a document have a location."""

    code: str
    name: str
    kind: str | None
    severity: Literal["error", "warning", "hint"]
    certainty: float
    message: str
    question: str
    subject: Literal["objective", "key-result", "set"]
    quote: str
    span: Span
    edit: Edit | None
    location: Location | None = None


class CriticUse(_Answer):
    """Which critic spoke, and why not the one asked for."""

    used: str
    reason: str | None


class Point(_Answer):
    """One opinion of a critic; its quote stands in the key result or its objective exactly so."""

    kind: str
    certainty: float
    quote: str
    reason: str
    question: str


class Tests(_Answer):
    """The two tests: could an observer decide, and could it be reached while the objective fails."""

    observer_can_decide: bool
    could_hit_and_fail: bool


class _Judgement(_Answer):
    verdict: Literal["strong", "needs-work", "needs-human"]
    weakness: float = Field(ge=0, le=1)
    kind: Literal["outcome", "task", "mixed", "unclear"]
    issues: dict[str, float]
    findings: list[Finding]
    critic: CriticUse
    tests: Tests | None
    points: list[Point]


class KeyResult(_Judgement):
    """A key result of a document with what is said about it."""

    text: str
    label: str
    fields: dict[str, str]
    location: Location
    reason: str


class _Scope(_Answer):
    team: str | None
    level: str | None
    cycle: str | None
    parent: str | None


class Objective(_Scope):
    """An objective with its key results."""

    text: str
    label: str
    fields: dict[str, str]
    location: Location
    findings: list[Finding]
    key_results: list[KeyResult]


class OkrSet(_Scope):
    """What is said about one team's OKRs as a whole."""

    objectives: int
    findings: list[Finding]


class NotUnderstood(_Answer):
    """A part of the document that was not understood."""

    location: Location
    text: str
    reason: str


class Document(_Answer):
    """What is said about a document beside its objectives."""

    file: str
    sets: list[OkrSet]
    not_understood: list[NotUnderstood]
    suppressed: list[Finding]
    unused_suppressions: list[str]
    failures: list[str]


class Summary(_Answer):
    """Sums."""

    documents: int
    objectives: int
    key_results: int
    verdicts: dict[str, int]
    findings: dict[str, int]
    suppressed: int
    not_understood: int
    errors: int


class UnreadSource(_Answer):
    """An input that could not be read."""

    file: str
    line: int | None
    reason: str
    text: str


class DocumentReview(_Answer):
    """The review of a document."""

    schema_: Literal["coach.review/v1"] = Field(alias="schema")
    summary: Summary
    objectives: list[Objective]
    documents: list[Document]
    errors: list[UnreadSource]


class BatchResult(_Judgement):
    """The review of one key result of a batch."""

    schema_: Literal["coach.review/v1"] = Field(alias="schema")
    id: ItemId


class BatchFault(_Answer):
    """What is wrong with one item; `line` is its place in the list, from 1."""

    line: int | None
    reason: str
    text: str


class BatchError(_Answer):
    """Stands for an item that could not be read."""

    schema_: Literal["coach.review/v1"] = Field(alias="schema")
    id: ItemId
    error: BatchFault


class BatchReview(_Answer):
    """One result per key result, in the same order."""

    schema_: Literal["coach.review/v1"] = Field(alias="schema")
    results: list[BatchResult | BatchError]
    failures: list[str] = Field(description="Rules that crashed; the others still ran.")


class Guardrails(_Answer):
    """What the new wording was checked for."""

    passed: bool
    no_new_numbers: bool
    words_kept: bool
    not_longer_than_allowed: bool
    direction_kept: bool
    no_task: bool
    no_more_findings: bool
    subject_kept: bool


class MetricProposal(_Answer):
    """A metric of the catalogue that such work usually moves; it holds no number."""

    name: str
    definition: str
    unit: str
    direction: Literal["increase", "decrease", "hold"]
    leading: bool
    counter_metric: str
    text: str


class Improvement(_Answer):
    """A proposed wording; unknowns are visible placeholders."""

    schema_: Literal["coach.improve/v1"] = Field(alias="schema")
    id: ItemId
    before: str
    after: str
    source: Literal["template", "llm", "unchanged"]
    placeholders: list[str]
    questions: list[str]
    findings_before: list[Finding]
    findings_after: list[Finding]
    guardrails: Guardrails
    verdict_before: Literal["strong", "needs-work", "needs-human"]
    verdict_after: Literal["strong", "needs-work", "needs-human"]
    changes: list[str]
    critic: CriticUse
    points_before: list[Point]
    points_after: list[Point]
    metrics: list[MetricProposal]


class Rule(_Answer):
    """A rule and its document in Markdown."""

    code: str
    name: str
    subject: Literal["objective", "key-result", "set"]
    kind: str | None
    severity: Literal["error", "warning", "hint"]
    status: Literal["stable", "preview"]
    summary: str
    document: str


class RuleList(_Answer):
    """Every rule, ordered by code."""

    schema_: Literal["coach.rules/v1"] = Field(alias="schema")
    rules: list[Rule]


class Health(_Answer):
    """The server answers."""

    status: Literal["ok"]
    version: str


class ProblemEntry(BaseModel):
    """One part of a request that does not fit."""

    pointer: str
    detail: str


class Problem(BaseModel):
    """An error by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    line: int | None = None
    text: str | None = None
    errors: list[ProblemEntry] | None = None
