"""Findings: what deterministic rules say."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from coach.domain.source import Span

__all__ = ["Edit", "Finding", "IssueKind", "Severity", "Subject"]


class IssueKind(StrEnum):
    """What can be wrong with a key result. Public names, shared by rules, critics, labels and evals."""

    TASK_LIKE = "task-like"
    UNMEASURABLE = "unmeasurable"
    NO_BASELINE = "no-baseline"
    VAGUE = "vague"
    COMPOUND = "compound"
    DISCONNECTED = "disconnected"
    VANITY = "vanity"
    BUSINESS_AS_USUAL = "business-as-usual"
    INCONSISTENT = "inconsistent"


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for a hint."""
        return {"error": 2, "warning": 1, "hint": 0}[self.value]


class Subject(StrEnum):
    """What a finding speaks of."""

    OBJECTIVE = "objective"
    KEY_RESULT = "key-result"
    SET = "set"


class Edit(NamedTuple):
    """A mechanical change of the source. A safe edit never changes the meaning."""

    span: Span
    replacement: str
    safe: bool


class Finding(NamedTuple):
    """One result of one rule.

    Attributes:
        code: Rule code, such as `KR102`.
        name: Rule name, such as `missing-baseline`.
        kind: Issue kind, or `None` where none of the public kinds fits.
        severity: How much it matters.
        certainty: How sure the rule is, 0..1.
        message: One line on what is weak.
        question: One coaching question for the writer.
        subject: What it speaks of.
        span: Source range of the underlined words.
        quote: Those words.
        edit: Mechanical edit, where there is one.
    """

    code: str
    name: str
    kind: IssueKind | None
    severity: Severity
    certainty: float
    message: str
    question: str
    subject: Subject
    span: Span
    quote: str
    edit: Edit | None = None
