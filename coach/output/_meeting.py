"""Words that every format of an agenda uses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coach.domain.agenda import Agenda, AgendaBlock
from coach.domain.checkin import Audience, HistoryProblem, Question

__all__ = ["head_line", "name_source", "say_day", "time_blocks", "with_track"]

_MEETINGS = {
    Audience.TEAM: "check-in",
    Audience.ONE_TO_ONE: "one-to-one",
    Audience.AT_RISK_REVIEW: "at-risk review",
    Audience.LEADERSHIP: "leadership check-in",
}


def head_line(agenda: Agenda) -> str:
    """Whose meeting, which, when: `Delivery: check-in on 9 November 2026`."""
    return f"{agenda.title}: {_MEETINGS[agenda.audience]} on {say_day(agenda.day)} {agenda.day.year}"


def say_day(day: date) -> str:
    """`9 November`."""
    return f"{day.day} {day:%B}"


def time_blocks(agenda: Agenda) -> Iterator[tuple[str, AgendaBlock]]:
    """Each block with the minute at which it begins: `0:05`."""
    start = 0
    for block in agenda.blocks:
        yield f"0:{start:02}", block
        start += block.minutes


def name_source(question: Question, team: str) -> str:
    """Where a question comes from: `behind-pace, KR 1.2`."""
    label = question.track.removeprefix(f"{team} / ") if team else question.track
    return ", ".join(part for part in (question.source, label) if part)


def with_track(problem: HistoryProblem) -> str:
    """The message with the key result that it is about, unless it names it itself."""
    named = not problem.track or problem.message.startswith(problem.track)
    return problem.message if named else f"{problem.track}: {problem.message}"
