"""The first block of a meeting: where each key result stands, or each team."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.checkin.pace import is_task
from coach.checkin.questions.candidates import RISKY
from coach.checkin.shown import show_confidence, show_value
from coach.checkin.subjects import name_subject
from coach.domain.agenda import AgendaBlock, Line
from coach.domain.checkin import Audience, Signal, Stage, Standing
from coach.domain.finding import Severity

__all__ = ["plan_standing_block"]

_STANDING_TITLES = {
    Stage.DRAFTING: ("The draft", "Read each key result aloud once; no discussion yet."),
    Stage.CLOSE: ("How it ended", "Final value of each key result; the grade comes after the questions."),
}
_RUNNING = (
    "Where we stand",
    "Value and confidence of each key result, in one sentence each; no discussion yet.",
)
_RISK_PURPOSE = "Only what is at risk: value, target and confidence."
_TEAMS_PURPOSE = "One sentence for each team, from its check-ins."


def plan_standing_block(
    standings: Sequence[Standing], signals: Sequence[Signal], audience: Audience, minutes: int
) -> AgendaBlock:
    """The block that says where things stand, as the audience needs it."""
    title, purpose = _STANDING_TITLES.get(standings[0].stage, _RUNNING)
    if audience is Audience.LEADERSHIP:
        return AgendaBlock(title, minutes, _TEAMS_PURPOSE, points=tuple(_tell_teams(standings, signals)))
    if audience is Audience.AT_RISK_REVIEW:
        risky = {signal.track for signal in signals if _is_risky(signal)}
        standings = [
            standing for standing in standings if standing.track.id in risky and not _is_reached(standing)
        ]
        points = () if standings else ("No key result of this team is at risk today.",)
        lines = tuple(map(_line, standings))
        return AgendaBlock("What is at risk", minutes, _RISK_PURPOSE, lines=lines, points=points)
    return AgendaBlock(title, minutes, purpose, lines=tuple(map(_line, standings)))


def _tell_teams(standings: Sequence[Standing], signals: Sequence[Signal]) -> Iterator[str]:
    risky: dict[str, set[str]] = {}
    quiet: dict[str, set[str]] = {}
    for signal in signals:
        if _is_risky(signal):
            risky.setdefault(signal.team, set()).add(signal.track)
        if signal.name == "stale":
            quiet.setdefault(signal.team, set()).add(signal.track)
    for team in dict.fromkeys(standing.track.team for standing in standings):
        total = sum(standing.track.team == team for standing in standings)
        said = f"{len(risky.get(team, ()))} of {total} key results show a warning"
        silent = len(quiet.get(team, ()))
        yield f"{team or 'No team named'}: {said}" + (f", {silent} without a recent update" if silent else "")
    for signal in signals:
        if not signal.track and not signal.team:
            yield signal.message[:1].upper() + signal.message[1:]


def _is_reached(standing: Standing) -> bool:
    return standing.progress is not None and standing.progress >= 1


def _is_risky(signal: Signal) -> bool:
    return bool(signal.track) and signal.name in RISKY and signal.severity is not Severity.HINT


def _tell(standing: Standing, value: float) -> str:
    """A value, or `open` and `done` for a task."""
    if is_task(standing):
        return "done" if value else "open"
    return show_value(value, standing.track.unit)


def _line(standing: Standing) -> Line:
    track = standing.track
    low, high = track.band
    target = track.target if track.target is not None else high if high is not None else low
    return Line(
        track=track.id,
        label=track.label,
        subject=name_subject(track.text),
        value=None if standing.value is None else _tell(standing, standing.value),
        target=None if target is None else _tell(standing, target),
        confidence=None if standing.confidence is None else show_confidence(standing.confidence),
        last_update=standing.updates[-1].day if standing.updates else None,
        owner=track.owner,
    )
