"""Tell apart the ways in which a key result can be work, so that exactly one rule speaks of it."""

from __future__ import annotations

from enum import StrEnum

from coach.domain.finding import Severity
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import Quantity, QuantityKind, Reading, Role, StatementKind
from coach.parsing.lexicon import VerbForms, verbs
from coach.parsing.patterns import pattern
from coach.rules._rule import Hit

__all__ = ["Work", "ask_about", "classify_work", "find_pieces", "object_to", "soften", "underline"]

_SURE = 0.64
_MAYBE = "it may be work rather than a result; the words do not settle it"
_ACTIVITY = verbs("activity_verbs")
_PRODUCED = frozenset({Role.TARGET, Role.WORK, Role.BOUND})
# A number behind one of these says where, when or for whom, not how much is made.
_ALONG = frozenset(
    "in at on with within for from to into across among as per under over through via by of using "
    "around about between during after before towards against".split()
)
_LEAST = pattern(r"\bat (?:least|most)\b")
_JOINTS = pattern(r"\s(?:and|&)\s|[,;.]\s")
# A bare number in this range names a year.
_YEARS = (1900, 2100)
# What to ask depends on the sort of work; a verb that is not here takes the question of its rule.
_QUESTIONS = tuple(
    (VerbForms(frozenset(leads.split())), question)
    for leads, question in (
        (
            "hire recruit source employ",
            "What will the team be able to do with them that it cannot do now?",
        ),
        (
            "read learn study train certify practise practice attend",
            "What will be done differently, and where would you see it?",
        ),
        (
            "research identify evaluate assess interview investigate explore analyse analyze",
            "Which decision depends on it, and by when?",
        ),
        (
            "document define specify",
            "Who will work by it, and what goes wrong less often?",
        ),
        (
            "help support coach mentor assist advise enable facilitate educate communicate collaborate",
            "What should the people you help be able to do, have or decide at the end that they cannot now?",
        ),
    )
)


class Work(StrEnum):
    """One way of being work."""

    TASK = "task"
    COUNTED = "counted"
    ACTIVITY = "activity"
    PREFIX = "prefix"
    MILESTONE = "milestone"


def classify_work(key_result: KeyResult) -> Work | None:
    """Which rule speaks of this work.

    `None` for outcomes, for what is unclear, and for a bare noun with a target of its own.
    """
    reading = key_result.reading
    if reading.kind is StatementKind.MIXED:
        return Work.PREFIX
    if reading.kind is not StatementKind.TASK:
        return None
    if reading.decided_by == "fragment" and key_result.fields.get("target"):
        return None
    if find_pieces(reading):
        return Work.COUNTED
    if _lead(reading) in _ACTIVITY and reading.decided_by == "work-lead":
        return Work.ACTIVITY
    return Work.MILESTONE if reading.decided_by == "done-state" else Work.TASK


def find_pieces(reading: Reading) -> tuple[Quantity, ...]:
    """The numbers that count pieces of work."""
    return tuple(quantity for quantity in reading.quantities if _counts_work(reading, quantity))


def ask_about(reading: Reading, otherwise: str) -> str:
    """The question that fits the verb of the work, or the rule's own."""
    lead = _lead(reading)
    return next((question for forms, question in _QUESTIONS if lead in forms), otherwise)


def _lead(reading: Reading) -> str:
    return reading.lead.of(reading.text).lower() if reading.lead else ""


def _counts_work(reading: Reading, quantity: Quantity) -> bool:
    """`5 posts`, not a number in a name (`washer 2`, `2030 plan`, `2K grid`); not a scope (`at 3 fairs`)."""
    if quantity.kind is not QuantityKind.COUNT or quantity.role not in _PRODUCED:
        return False
    if not reading.text[quantity.span.end :].lstrip(" +")[:1].isalpha():
        return False
    if _is_year(quantity) or quantity.span.of(reading.text).endswith(("k", "K")):
        return False
    return not _is_scope(reading, quantity)


def _is_year(quantity: Quantity) -> bool:
    return quantity.value is not None and not quantity.unit and _YEARS[0] <= quantity.value <= _YEARS[1]


def _is_scope(reading: Reading, quantity: Quantity) -> bool:
    """Whether a preposition stands before a number in its part of the sentence, as in `at 3 fairs`."""
    end = quantity.span.start
    start = reading.lead.end if reading.lead and reading.lead.end <= end else 0
    before = _LEAST.sub("", reading.text[start:end].lower())
    part = _JOINTS.split(before)[-1]
    return any(word.strip("(),") in _ALONG for word in part.split())


def object_to(key_result: KeyResult, message: str, question: str) -> Hit:
    """The hit of a rule about work; where the reading is unsure, it says so instead of claiming."""
    reading = key_result.reading
    return Hit(
        underline(key_result),
        _MAYBE if reading.kind_certainty < _SURE else message,
        question,
        certainty=reading.kind_certainty,
        severity=soften(reading),
    )


def soften(reading: Reading) -> Severity | None:
    """A hint where the reading is unsure or a value is still open; `None` keeps the rule's severity."""
    is_template = any(quantity.kind is QuantityKind.REDACTED for quantity in reading.quantities)
    return Severity.HINT if is_template or reading.kind_certainty < _SURE else None


def underline(key_result: KeyResult) -> Span:
    """The statement without a deadline at its end."""
    text = key_result.text
    deadline = key_result.reading.change.deadline
    end = len(text.rstrip(" ."))
    if deadline is not None and deadline.end >= end:
        end = len(text[: deadline.start].rstrip(" ,;(-–"))
    return Span(0, end) if end > 0 else Span(0, len(text))
