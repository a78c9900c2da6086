"""Agendas for a terminal. All user text passes `make_visible` before it is painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from coach.domain.agenda import Agenda, AgendaBlock, CheckInReport, Line
from coach.domain.checkin import Question
from coach.output._meeting import head_line, name_source, say_day, time_blocks, with_track
from coach.output.place import clip, make_visible
from coach.output.text import Paint, paint_nothing

__all__ = ["render", "render_painted"]

_INDENT = "      "
_LONGEST_SUBJECT = 52
_WIDTH = 100


def render(report: CheckInReport) -> bytes:
    """The agendas without colours."""
    return render_painted(report, paint_nothing)


def render_painted(report: CheckInReport, paint: Paint) -> bytes:
    """The agendas, their parts painted; what could not be used comes last."""
    lines: list[str] = []
    for agenda in report.agendas:
        lines.extend(_agenda_lines(agenda, paint))
    if not report.agendas:
        lines.append("no key results to talk about")
    for problem in report.problems:
        place = ":".join(str(part) for part in (problem.source, problem.line) if part)
        told = make_visible(f"{place}: " if place else "") + clip(with_track(problem))
        lines.append(f"{paint('warning', 'note')}: {told}")
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "backslashreplace")


def _agenda_lines(agenda: Agenda, paint: Paint) -> Iterator[str]:
    yield paint("place", make_visible(head_line(agenda)))
    cycle = f"{agenda.cycle.name}, {agenda.cycle.start} to {agenda.cycle.end}; stage {agenda.stage.value}"
    yield make_visible(f"{cycle}; {agenda.minutes} minutes")
    yield ""
    for start, block in time_blocks(agenda):
        yield f"{start}  {paint('place', block.title)}, {block.minutes} min"
        yield f"{_INDENT}{block.purpose}"
        yield from _block_lines(block, agenda, paint)
        yield ""


def _block_lines(block: AgendaBlock, agenda: Agenda, paint: Paint) -> Iterator[str]:
    for row in _table(block.lines):
        yield f"{_INDENT}{row}".rstrip()
    for point in block.points:
        yield f"{_INDENT}- {clip(point)}"
    for asked in block.left_open:
        yield from _wrap(f"- {make_visible(asked.text)} (asked on {say_day(asked.day)})", _INDENT, "  ")
    for number, question in enumerate(block.questions, start=1):
        yield from _question_lines(number, question, agenda, paint)


def _question_lines(number: int, question: Question, agenda: Agenda, paint: Paint) -> Iterator[str]:
    text = make_visible(question.text)
    for line in _wrap(f"{number}. {text}", _INDENT, "   "):
        yield paint("question", line)
    source = name_source(question, agenda.team)
    if question.asked_before is not None:
        source += f"; asked on {say_day(question.asked_before)} and still open"
    yield f"{_INDENT}   {paint('hint', f'[{make_visible(source)}]')}"


def _table(lines: Sequence[Line]) -> list[str]:
    """Key results in columns, as wide as they need to be."""
    rows = [
        (
            line.label,
            _cut(line.subject),
            line.value or "no value",
            f"target {line.target}" if line.target else "no target",
            f"confidence {line.confidence}" if line.confidence else "no confidence",
            line.owner,
        )
        for line in lines
    ]
    shown = [tuple(make_visible(cell) for cell in row) for row in rows]
    widths = [max(map(len, column)) for column in zip_longest(*shown, fillvalue="")]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in shown]


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SUBJECT else f"{text[: _LONGEST_SUBJECT - 1]}…"


def _wrap(text: str, indent: str, hanging: str) -> Iterator[str]:
    """Lines of at most a hundred characters, broken at spaces."""
    line, lead = "", indent
    for word in text.split(" "):
        if line and len(lead) + len(line) + 1 + len(word) > _WIDTH:
            yield lead + line
            line, lead = word, indent + hanging
        else:
            line = f"{line} {word}" if line else word
    yield lead + line
