"""A self-assessment in five dimensions, from answers and, where documents are given, from what they show.

The lower of what is said and what is seen counts: advice for a stage that is not reached does harm, advice
for one that has been passed costs little.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import fmean

from coach.checkin.maturity.method import advise
from coach.checkin.maturity.questions import QUESTIONS
from coach.domain.maturity import Dimension, DimensionScore, Evidence, MaturityReport

__all__ = ["assess"]

_APART = 1.0


def assess(
    answers: Mapping[str, int],
    evidence: Sequence[Evidence] = (),
    *,
    people: int | None = None,
    held: Sequence[str] = (),
) -> MaturityReport:
    """Score the five dimensions and recommend a way of working.

    Args:
        answers: Levels 0..4 by question id, as `read_answers` returns them.
        evidence: What documents show, at most one entry for each dimension.
        people: How many people work there; `None` where unknown.
        held: Texts of key results that hold a level instead of changing something.
    """
    seen = {entry.dimension: entry for entry in evidence}
    dimensions = tuple(_score(dimension, answers, seen.get(dimension)) for dimension in Dimension)
    unanswered = tuple(question.id for question in QUESTIONS if question.id not in answers)
    return MaturityReport(dimensions, advise(dimensions, people=people, held=held), unanswered)


def _score(dimension: Dimension, answers: Mapping[str, int], evidence: Evidence | None) -> DimensionScore:
    levels = [
        answers[question.id]
        for question in QUESTIONS
        if question.dimension is dimension and question.id in answers
    ]
    answered = round(fmean(levels), 1) if levels else None
    return DimensionScore(dimension, answered, evidence, _remark(answered, evidence))


def _remark(answered: float | None, evidence: Evidence | None) -> str:
    seen = evidence.score if evidence is not None else None
    if answered is None and seen is None:
        return "Not known: neither answered nor visible in what was given."
    if answered is None:
        return "From what was given alone; nobody was asked."
    if seen is None:
        return "From answers alone; nothing that was given shows it."
    if answered - seen >= _APART:
        return "The answers are brighter than what the documents show: talk about the difference."
    if seen - answered >= _APART:
        return "The documents look better than the answers: ask what people miss."
    return "Answers and documents agree."
