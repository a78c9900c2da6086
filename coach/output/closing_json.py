"""Grades and retrospectives as JSON: `coach.grades/v1` and `coach.retrospective/v1`, only additions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from coach.domain.checkin import HistoryProblem
from coach.domain.closing import GradeBook, Retrospective
from coach.output.checkin_json import problem_object

__all__ = ["GRADES_SCHEMA", "RETROSPECTIVE_SCHEMA", "grades_object", "retrospectives_object"]

GRADES_SCHEMA = "coach.grades/v1"
RETROSPECTIVE_SCHEMA = "coach.retrospective/v1"

JsonObject = dict[str, Any]


def grades_object(
    books: Mapping[str, GradeBook],
    day: date,
    problems: Sequence[HistoryProblem] = (),
    errors: Sequence[JsonObject] = (),
) -> JsonObject:
    """The grades of every team; `grade` is `null`, with its reason, where there is none.

    Args:
        books: The grades by team.
        day: The day that they were given on.
        problems: What in the histories could not be used as it stands.
        errors: An object for everything that could not be read at all.
    """
    teams = [{"team": team or None, **_book_object(book)} for team, book in books.items()]
    return _wrap(GRADES_SCHEMA, teams, day, problems, errors)


def retrospectives_object(
    found: Mapping[str, Retrospective],
    day: date,
    problems: Sequence[HistoryProblem] = (),
    errors: Sequence[JsonObject] = (),
) -> JsonObject:
    """The retrospective of every team: facts first, then the questions that they raise.

    Args:
        found: The retrospectives by team.
        day: The day that is looked back from.
        problems: What in the histories could not be used as it stands.
        errors: An object for everything that could not be read at all.
    """
    teams = [{"team": team or None, **_retrospective_object(each)} for team, each in found.items()]
    return _wrap(RETROSPECTIVE_SCHEMA, teams, day, problems, errors)


def _wrap(
    schema: str,
    teams: list[JsonObject],
    day: date,
    problems: Sequence[HistoryProblem],
    errors: Sequence[JsonObject],
) -> JsonObject:
    return {
        "schema": schema,
        "date": day.isoformat(),
        "teams": teams,
        "problems": [problem_object(problem) for problem in problems],
        "errors": list(errors),
    }


def _book_object(book: GradeBook) -> JsonObject:
    return {
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
                "objective": rolled.objective or None,
                "grade": rolled.value,
                "graded": rolled.graded,
                "ungraded": rolled.ungraded,
                "key_results": list(rolled.tracks),
            }
            for rolled in book.objectives
        ],
        "warnings": list(book.warnings),
    }


def _retrospective_object(retrospective: Retrospective) -> JsonObject:
    return {
        "happenings": [
            {"kind": happening.kind.value, "text": happening.text, "key_results": list(happening.tracks)}
            for happening in retrospective.happenings
        ],
        "questions": [
            {
                "text": question.text,
                "form": question.form,
                "source": question.source,
                "fact": question.fact or None,
                "key_result": question.track or None,
            }
            for question in retrospective.questions
        ],
        "learnings": [
            {"text": learning.text, "because": learning.because} for learning in retrospective.learnings
        ],
    }
