"""What a rule is: its document, its check and what the check is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Objective, OkrSet
from coach.domain.source import Span
from coach.parsing.patterns import pattern

__all__ = ["Context", "Hit", "Limits", "Rule", "RuleDocument", "Status"]

_HEADINGS = ("What it flags", "Why it weakens the OKR", "Weak", "Stronger", "Not flagged", "Source")
_HEADING = pattern(rf"(?m)^## ({'|'.join(_HEADINGS)})\n")


class Status(StrEnum):
    """Stable rules speak in the editor by default; preview rules do not."""

    STABLE = "stable"
    PREVIEW = "preview"


class Limits(NamedTuple):
    """Numbers that an organisation may set. `max_objectives` counts one team at one level."""

    max_objectives: int = 4
    max_key_results: int = 4
    max_objective_words: int = 25
    strong_grade: float = 0.7


class Context(NamedTuple):
    """What a check may know beside its subject.

    Attributes:
        okrs: The set that the subject belongs to.
        objective: The objective of a key result; `None` for a key result on its own.
        limits: The organisation's limits.
        strict: Whether every key result must have a number and a baseline.
    """

    okrs: OkrSet
    objective: Objective | None = None
    limits: Limits = Limits()
    strict: bool = False


class Hit(NamedTuple):
    """One place that a check objects to.

    Attributes:
        span: Range in the subject's text; for a set, a range of the source.
        message: One line on what is weak, quoting the words where that helps.
        question: One open coaching question.
        certainty: How sure, 0..1; `None` takes the rule's.
        severity: `None` takes the rule's.
        replacement: Mechanical replacement of the span, where there is one.
        safe: Whether the replacement never changes the meaning.
    """

    span: Span
    message: str
    question: str
    certainty: float | None = None
    severity: Severity | None = None
    replacement: str | None = None
    safe: bool = False


class RuleDocument(NamedTuple):
    """The public document of a rule, read from its module docstring.

    The docstring is Markdown: a first line that says what is wrong, then the headings
    *What it flags*, *Why it weakens the OKR*, *Weak*, *Stronger*, *Not flagged*, *Source*.
    Examples are list items in back-ticks. An example that needs a whole document, as rules about
    the set do, is a fenced block that opens with ```` ```document ````; it holds Markdown OKRs.
    """

    text: str

    @property
    def summary(self) -> str:
        """The first line."""
        return self.text.strip().splitlines()[0]

    @property
    def sections(self) -> dict[str, str]:
        """Heading to body, in order."""
        parts = _HEADING.split(self.text)
        return {heading.strip(): body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}

    def examples(self, heading: str) -> list[str]:
        """The examples under *Weak*, *Stronger* or *Not flagged*."""
        return re.findall(r"(?m)^- `(.+?)`", self.sections[heading])

    def documents(self, heading: str) -> list[str]:
        """The fenced whole-document examples under *Weak*, *Stronger* or *Not flagged*."""
        return re.findall(r"(?ms)^```document\n(.+?)^```", self.sections[heading])

    def missing_headings(self) -> list[str]:
        """Headings that the document lacks."""
        sections = self.sections
        return [heading for heading in _HEADINGS if heading not in sections]


class Rule(NamedTuple):
    """One rule.

    Attributes:
        code: Unique, never reused: `OB1xx`, `KR1xx` ... `ST5xx`.
        subject: What `check` receives: an `Objective`, a `KeyResult` or an `OkrSet`.
        kind: Public issue kind, or `None`.
        severity: Default severity.
        certainty: Default certainty, 0..1.
        check: Yields hits for one subject; pure.
        status: Stable only with a measured precision.
        name: File name with dashes; filled by the catalogue.
        document: Filled by the catalogue from the module docstring.
    """

    code: str
    subject: Subject
    severity: Severity
    certainty: float
    check: Callable[[Any, Context], Iterable[Hit]]
    kind: IssueKind | None = None
    status: Status = Status.PREVIEW
    name: str = ""
    document: RuleDocument = RuleDocument("")
