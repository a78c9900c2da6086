"""Tell apart the ways in which a key result can be work, so that exactly one rule speaks of it."""

from __future__ import annotations

from enum import StrEnum

from coach.domain.finding import Severity
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import QuantityKind, Reading, Role, StatementKind
from coach.parsing.lexicon import verbs

__all__ = ["Work", "classify_work", "soften", "underline"]

_SURE = 0.64
_ACTIVITY = verbs("activity_verbs")


class Work(StrEnum):
    """One way of being work."""

    TASK = "task"
    COUNTED = "counted"
    ACTIVITY = "activity"
    PREFIX = "prefix"
    MILESTONE = "milestone"


def classify_work(reading: Reading) -> Work | None:
    """Which rule speaks of this work; `None` for outcomes and what is unclear."""
    if reading.kind is StatementKind.MIXED:
        return Work.PREFIX
    if reading.kind is not StatementKind.TASK:
        return None
    lead = reading.lead.of(reading.text).lower() if reading.lead else ""
    if lead in _ACTIVITY and reading.decided_by == "work-lead":
        return Work.ACTIVITY
    if any(
        quantity.kind is QuantityKind.COUNT and quantity.role in (Role.TARGET, Role.WORK, Role.BOUND)
        for quantity in reading.quantities
    ):
        return Work.COUNTED
    return Work.MILESTONE if reading.decided_by == "done-state" else Work.TASK


def soften(reading: Reading) -> Severity | None:
    """A hint where the reading is unsure or a value is still open; `None` keeps the rule's severity."""
    is_template = any(quantity.kind is QuantityKind.REDACTED for quantity in reading.quantities)
    return Severity.HINT if is_template or reading.kind_certainty < _SURE else None


def underline(key_result: KeyResult) -> Span:
    """From the deciding word to the end of what it governs: the whole statement without its deadline at the end."""
    text = key_result.text
    deadline = key_result.reading.change.deadline
    end = len(text.rstrip(" ."))
    if deadline is not None and deadline.end >= end:
        end = len(text[: deadline.start].rstrip(" ,;(-–"))
    return Span(0, end) if end > 0 else Span(0, len(text))
