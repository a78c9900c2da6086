"""Grades and retrospectives as JSON: `coach.grades/v1` and `coach.retrospective/v1`, only additions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from coach.domain.closing import GradeBook, Retrospective

__all__ = ["GRADES_SCHEMA", "RETROSPECTIVE_SCHEMA", "grades_object", "retrospective_object"]

GRADES_SCHEMA = "coach.grades/v1"
RETROSPECTIVE_SCHEMA = "coach.retrospective/v1"


def grades_object(book: GradeBook, day: date, problems: Sequence[str] = ()) -> dict[str, Any]:
    """All grades of one closing; `grade` is `null`, with its reason, where there is none."""
    return {
        "schema": GRADES_SCHEMA,
        "date": day.isoformat(),
        "key_results": [
            {
                "id": grade.track,
                "name": book.names.get(grade.track, grade.track),
                "grade": grade.value,
                "reading": grade.reading,
                "reason": grade.reason,
                "proposal": proposal.step.value,
                "proposal_reason": proposal.reason,
            }
            for grade, proposal in zip(book.grades, book.proposals, strict=True)
        ],
        "objectives": [
            {
                "objective": rolled.objective,
                "team": rolled.team,
                "grade": rolled.value,
                "graded": rolled.graded,
                "ungraded": rolled.ungraded,
                "key_results": list(rolled.tracks),
            }
            for rolled in book.objectives
        ],
        "warnings": list(book.warnings),
        "problems": list(problems),
    }


def retrospective_object(
    team: str, retrospective: Retrospective, day: date, problems: Sequence[str] = ()
) -> dict[str, Any]:
    """One team's retrospective; facts first, then the questions that they raise."""
    return {
        "schema": RETROSPECTIVE_SCHEMA,
        "date": day.isoformat(),
        "team": team,
        "happenings": [
            {"kind": happening.kind.value, "text": happening.text, "key_results": list(happening.tracks)}
            for happening in retrospective.happenings
        ],
        "questions": [
            {
                "text": question.text,
                "form": question.form,
                "source": question.source,
                "fact": question.fact,
                "key_result": question.track or None,
            }
            for question in retrospective.questions
        ],
        "learnings": [
            {"text": learning.text, "because": learning.because} for learning in retrospective.learnings
        ],
        "problems": list(problems),
    }
