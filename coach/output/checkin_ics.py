"""Agendas as entries of a calendar, with the questions in the description."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.agenda import Agenda, CheckInReport
from coach.output._ics import Event, render_calendar
from coach.output._meeting import head_line, name_source, say_day, time_blocks

__all__ = ["render"]


def render(report: CheckInReport, begins: int | None = None) -> bytes:
    """One entry for each agenda.

    Args:
        report: The agendas.
        begins: Minutes after midnight at which each begins; without it, an entry for the whole day.
    """
    events = [
        Event(
            title=head_line(agenda),
            first=agenda.day,
            last=agenda.day,
            description="\n".join(_describe(agenda)),
            begins=begins,
            minutes=agenda.minutes,
        )
        for agenda in report.agendas
    ]
    return render_calendar(events, stamp=report.day)


def _describe(agenda: Agenda) -> Iterator[str]:
    yield f"{agenda.cycle.name}, stage {agenda.stage.value}, {agenda.minutes} minutes"
    for start, block in time_blocks(agenda):
        yield ""
        yield f"{start} {block.title} ({block.minutes} min)"
        for line in block.lines:
            value = line.value or "no value"
            yield f"- {line.label} {line.subject}: {value}, target {line.target or 'none'}"
        yield from (f"- {point}" for point in block.points)
        yield from (f"- {asked.text} (asked on {say_day(asked.day)})" for asked in block.left_open)
        for number, question in enumerate(block.questions, start=1):
            again = f"; asked on {say_day(question.asked_before)}" if question.asked_before else ""
            yield f"{number}. {question.text} [{name_source(question, agenda.team)}{again}]"
