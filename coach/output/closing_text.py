"""Grades and retrospectives for a reader, as plain text or Markdown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coach.domain.checkin import Grade
from coach.domain.closing import GradeBook, ObjectiveGrade, Proposal, Retrospective
from coach.output.outline import Outline

__all__ = ["outline_grades", "outline_retrospective"]

_PAY = "Grades are for learning. They are no base for pay or ratings."


def outline_grades(team: str, book: GradeBook, day: date) -> Outline:
    """One team's grades: each objective with its key results, and what they say together."""
    outline = Outline()
    outline.heading(1, f"Grades: {team or 'all'}, {day.isoformat()}")
    for rolled, entries in _by_objective(book):
        outline.heading(2, f"{rolled.objective}: {_show(rolled.value)}")
        if rolled.ungraded:
            outline.line(f"{rolled.ungraded} of {rolled.graded + rolled.ungraded} without a grade, left out.")
        for grade, proposal in entries:
            outline.item(f"{book.names.get(grade.track, grade.track)}: {_show(grade.value)}")
            outline.detail(f"{grade.reason}. {grade.reading}")
            outline.detail(f"{proposal.step.value}: {proposal.reason}")
    if book.warnings:
        outline.heading(2, "What they say together")
        for warning in book.warnings:
            outline.item(warning)
    outline.line(_PAY)
    return outline


def outline_retrospective(team: str, retrospective: Retrospective, day: date) -> Outline:
    """One team's retrospective: facts, questions, what to take into the next drafting."""
    outline = Outline()
    outline.heading(1, f"Retrospective: {team or 'all'}, {day.isoformat()}")
    outline.line("Everyone did the best they could with what they knew. We look at the work, not at people.")
    outline.heading(2, "What happened")
    for happening in retrospective.happenings:
        outline.item(f"{happening.kind.value}: {happening.text}")
    if not retrospective.happenings:
        outline.line("The check-ins hold too little to tell.")
    outline.heading(2, "Questions")
    for question in retrospective.questions:
        outline.item(question.text)
    outline.heading(2, "For the next drafting")
    for learning in retrospective.learnings:
        outline.item(learning.text)
        outline.detail(learning.because)
    if not retrospective.learnings:
        outline.line("No learning that the check-ins alone would support; take yours from the questions.")
    return outline


def _by_objective(book: GradeBook) -> Iterator[tuple[ObjectiveGrade, list[tuple[Grade, Proposal]]]]:
    pairs = {
        grade.track: (grade, proposal) for grade, proposal in zip(book.grades, book.proposals, strict=True)
    }
    for rolled in book.objectives:
        yield rolled, [pairs[track] for track in rolled.tracks]


def _show(value: float | None) -> str:
    return "no grade" if value is None else f"{value:.2f}"
