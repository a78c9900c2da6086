"""Agendas in Markdown, each with a note to fill in. User text is escaped, so it adds no markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from coach.domain.agenda import Agenda, AgendaBlock, AskedBefore, CheckInReport, Line
from coach.domain.checkin import Question, Stage
from coach.output._meeting import head_line, name_source, say_day, time_blocks, with_track
from coach.output.markdown import escape_markdown
from coach.parsing.meeting_note import ANSWER, DECISION, write_marker

__all__ = ["render"]

_FREE_DECISIONS = 3


def render(report: CheckInReport) -> bytes:
    """A part for each agenda: the agenda, then the note."""
    lines: list[str] = []
    for agenda in report.agendas:
        lines.extend(_agenda_lines(agenda))
        lines.extend(_note_lines(agenda))
    if not report.agendas:
        lines.extend(["No key results to talk about.", ""])
    if report.problems:
        lines.extend(["## Entries that could not be used as they stand", ""])
        lines.extend(f"- {escape_markdown(with_track(problem))}" for problem in report.problems)
        lines.append("")
    return "\n".join(lines).encode("utf-8", "backslashreplace")


def _agenda_lines(agenda: Agenda) -> Iterator[str]:
    yield f"# {escape_markdown(head_line(agenda))}"
    yield ""
    cycle = escape_markdown(agenda.cycle.name)
    dates = f"{agenda.cycle.start} to {agenda.cycle.end}"
    yield f"{cycle}, {dates}. Stage: {agenda.stage.value}. {agenda.minutes} minutes."
    yield ""
    for start, block in time_blocks(agenda):
        yield f"## {start} {block.title} ({block.minutes} min)"
        yield ""
        yield block.purpose
        yield ""
        yield from _block_lines(block, agenda)


def _block_lines(block: AgendaBlock, agenda: Agenda) -> Iterator[str]:
    lines = [*_table(block.lines)]
    lines.extend(f"- {escape_markdown(point)}" for point in block.points)
    lines.extend(
        f"- {escape_markdown(asked.text)} *(asked on {say_day(asked.day)})*" for asked in block.left_open
    )
    for number, question in enumerate(block.questions, start=1):
        lines.append(f"{number}. {escape_markdown(question.text)} *({_source(question, agenda)})*")
    if lines:
        yield from lines
        yield ""


def _table(lines: Sequence[Line]) -> Iterator[str]:
    if not lines:
        return
    yield "| Key result | Value | Target | Confidence | Last update | Owner |"
    yield "|---|---|---|---|---|---|"
    for line in lines:
        cells = (
            f"{line.label} {line.subject}".strip(),
            line.value or "none yet",
            line.target or "none",
            line.confidence or "none yet",
            line.last_update.isoformat() if line.last_update else "none yet",
            line.owner or "nobody named",
        )
        yield "| " + " | ".join(map(escape_markdown, cells)) + " |"


def _note_lines(agenda: Agenda) -> Iterator[str]:
    """What is filled in during the meeting and read back before the next one."""
    yield f"# Note: {escape_markdown(head_line(agenda))}"
    yield ""
    yield "Present:"
    yield ""
    for number, question in enumerate(agenda.questions, start=1):
        yield f"## {number}. {escape_markdown(question.text)}"
        yield ""
        yield write_marker(_as_asked(question, agenda))
        yield ""
        yield f"- {ANSWER}:"
        yield f"- {DECISION}:"
        yield "- Owner:"
        yield "- By:"
        yield ""
    yield "## Other decisions"
    yield ""
    yield "| Decision | Owner | By |"
    yield "|---|---|---|"
    yield from ["|  |  |  |"] * _FREE_DECISIONS
    yield ""
    if agenda.stage not in (Stage.DRAFTING, Stage.CLOSE):
        following = agenda.day + timedelta(days=agenda.cycle.rhythm.days)
        yield f"Next check-in: {following}"
        yield ""


def _source(question: Question, agenda: Agenda) -> str:
    said = escape_markdown(name_source(question, agenda.team))
    if question.asked_before is not None:
        said += f"; asked on {say_day(question.asked_before)} and still open"
    return said


def _as_asked(question: Question, agenda: Agenda) -> AskedBefore:
    return AskedBefore(
        day=agenda.day,
        track=question.track,
        source=question.source,
        form=question.form,
        text=question.text,
        audience=agenda.audience,
        team=agenda.team,
    )
