"""From a model's answer to points: an exact quote or no point; our words where the model's are not fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coach.critic.llm_screen import clean_prose, speaks_to_a_machine
from coach.domain.finding import IssueKind
from coach.domain.review import Point
from coach.domain.statement import Reading
from coach.prompts import unescape_text

__all__ = ["CERTAINTY", "REASONS", "ReadPoints", "read_points"]

CERTAINTY = 0.6
"""A model's own sureness is not calibrated, so each of its points has the same: more than half, no more."""

REASONS: Mapping[IssueKind, tuple[str, str]] = {
    IssueKind.TASK_LIKE: (
        "it names work, not what the work changes",
        "Once this is done, what will be different, and for whom?",
    ),
    IssueKind.UNMEASURABLE: (
        "two observers could disagree on whether it was met",
        "What would a stranger have to look at to decide?",
    ),
    IssueKind.NO_BASELINE: (
        "the start of the change is not known",
        "What is the value today, and where is it read?",
    ),
    IssueKind.VAGUE: (
        "a word in it means different things to different people",
        "What exactly is meant by it?",
    ),
    IssueKind.COMPOUND: ("it holds more than one result", "Which of them matters more?"),
    IssueKind.DISCONNECTED: (
        "it could be reached and the objective still fail",
        "If only this happens, is the objective closer?",
    ),
    IssueKind.VANITY: ("it can grow without anyone being better off", "Who is better off when it grows?"),
    IssueKind.BUSINESS_AS_USUAL: ("it would probably happen anyway", "What would you do differently for it?"),
    IssueKind.INCONSISTENT: ("its parts contradict each other", "Which part is meant?"),
}


@dataclass(frozen=True, slots=True)
class ReadPoints:
    """Points of one key result, and how many were dropped because their quote does not occur."""

    points: tuple[Point, ...]
    without_quote: int = 0


def read_points(
    answers: Sequence[Mapping[str, Any]], reading: Reading, objective: str, context: str
) -> ReadPoints:
    """The points that hold.

    Args:
        answers: Entries of `points` of the critique's schema.
        reading: The key result.
        objective: Its objective; may be quoted as well.
        context: What else the model was given.
    """
    text = reading.text
    given = f"{text}\n{objective}\n{context}"
    # Where the text may be an attack, or cannot be looked through, the model's own sentences are not shown.
    trusted = reading.understood and not any(map(speaks_to_a_machine, (text, objective, context)))
    points: dict[tuple[IssueKind, str], Point] = {}
    without_quote = 0
    for answer in answers:
        quote = _find_quote(answer["quote"], text, objective)
        if not quote:
            without_quote += 1
            continue
        kind = IssueKind(answer["kind"])
        reason = clean_prose(answer["reason"], given) if trusted else ""
        question = clean_prose(answer["question"], given) if trusted else ""
        point = Point(kind, CERTAINTY, quote, reason or REASONS[kind][0], question or REASONS[kind][1])
        points.setdefault((kind, quote), point)
    return ReadPoints(tuple(points.values()), without_quote)


def _find_quote(quote: str, text: str, objective: str) -> str:
    """The quote as it stands in the texts, or nothing."""
    for form in (quote, unescape_text(quote)):
        if form.strip() and (form in text or form in objective):
            return form
    return ""
