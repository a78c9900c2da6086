"""The agenda of a check-in: what is asked, in which order, and what was asked before."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from coach.domain.checkin import Audience, CyclePlan, HistoryProblem, Question, Risk, Signal, Stage, Standing

__all__ = ["Agenda", "AgendaBlock", "AskedBefore", "CheckInReport", "Line"]


class AskedBefore(NamedTuple):
    """A question of an earlier meeting, as its note tells it.

    Attributes:
        day: Day of that meeting.
        track: Id of the key result; empty where it was about none.
        source: Signal or stage that it came from.
        form: Id of its form in the bank.
        text: The question as it was asked.
        answer: What was written down; empty where nothing was.
        audience: Who was asked.
        team: Team of that agenda; empty where it was for several.
    """

    day: date
    track: str
    source: str
    form: str
    text: str
    answer: str = ""
    audience: Audience = Audience.TEAM
    team: str = ""


class Line(NamedTuple):
    """One key result in the table of an agenda; every text is ready to be shown, unknown is `None`."""

    track: str
    label: str
    subject: str
    value: str | None
    target: str | None
    confidence: str | None
    last_update: date | None
    owner: str


class AgendaBlock(NamedTuple):
    """A timed part of a meeting.

    Attributes:
        title: Such as `Questions`.
        minutes: How long.
        purpose: What it is for, in one sentence.
        questions: What is asked in it.
        lines: Key results to go through.
        points: What to know, one sentence each.
        left_open: Questions of the last meeting without an answer whose cause is gone.
    """

    title: str
    minutes: int
    purpose: str
    questions: tuple[Question, ...] = ()
    lines: tuple[Line, ...] = ()
    points: tuple[str, ...] = ()
    left_open: tuple[AskedBefore, ...] = ()


class Agenda(NamedTuple):
    """A meeting of 15 to 30 minutes."""

    team: str
    person: str
    audience: Audience
    day: date
    cycle: CyclePlan
    stage: Stage
    minutes: int
    blocks: tuple[AgendaBlock, ...]

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order in which it is asked."""
        return tuple(question for block in self.blocks for question in block.questions)

    @property
    def title(self) -> str:
        """Whose meeting it is."""
        return " / ".join(part for part in (self.team or "All teams", self.person) if part)


class CheckInReport(NamedTuple):
    """What a check-in shows of the key results that were looked at.

    Attributes:
        day: The day that is looked at.
        standings: Where each key result stands.
        signals: What the histories show, patterns over teams last.
        risks: Chance of each key result, by its id.
        agendas: One for each team, or person, or one for leadership.
        problems: Entries that could not be used as they stand.
    """

    day: date
    standings: tuple[Standing, ...]
    signals: tuple[Signal, ...]
    risks: tuple[tuple[str, Risk], ...]
    agendas: tuple[Agenda, ...]
    problems: tuple[HistoryProblem, ...] = ()
