"""Grades as CSV: one row per key result. Formulas in user text are defused."""

from __future__ import annotations

from collections.abc import Mapping

from coach.domain.closing import GradeBook
from coach.output._cells import write_csv

__all__ = ["GRADE_COLUMNS", "render"]

GRADE_COLUMNS = (
    "team",
    "objective",
    "objective_grade",
    "id",
    "key_result",
    "grade",
    "reason",
    "reading",
    "proposal",
    "proposal_reason",
)


def render(books: Mapping[str, GradeBook]) -> bytes:
    """The grades by team; a cell is empty where there is no grade, and `reason` says why.

    Args:
        books: The grades by team.
    """
    return write_csv(GRADE_COLUMNS, (row for team, book in books.items() for row in _rows(team, book)))


def _rows(team: str, book: GradeBook) -> list[tuple[str | float | None, ...]]:
    objectives = {track: rolled for rolled in book.objectives for track in rolled.tracks}
    return [
        (
            team,
            objectives[grade.track].objective,
            objectives[grade.track].value,
            grade.track,
            book.names.get(grade.track, grade.track),
            grade.value,
            grade.reason,
            grade.reading,
            proposal.step.value,
            proposal.reason,
        )
        for grade, proposal in zip(book.grades, book.proposals, strict=True)
    ]
