"""The agenda of a check-in of 15 to 30 minutes: where we stand, the questions, what is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coach.checkin.questions import FEWEST, MOST, ask
from coach.checkin.questions.candidates import RISKY
from coach.checkin.shown import show_confidence, show_value
from coach.checkin.subjects import name_subject
from coach.domain.agenda import Agenda, AgendaBlock, AskedBefore, Line
from coach.domain.checkin import Audience, Question, Signal, Stage, Standing
from coach.domain.finding import Severity

__all__ = ["LONGEST", "SHORTEST", "plan_agenda", "plan_agendas"]

SHORTEST, LONGEST = 15, 30
_LEFT_OPEN = 2
_DECISIONS = 5
_STANDING = 6
_FEWEST_MINUTES = 3
_FOUR_FROM, _FIVE_FROM = 20, 25
_MOST_LEFT_OPEN = 5
_STANDING_TITLES = {
    Stage.DRAFTING: ("The draft", "Read each key result aloud once; no discussion yet."),
    Stage.CLOSE: ("How it ended", "Final value of each key result; the grade comes after the questions."),
}
_RUNNING = (
    "Where we stand",
    "Value and confidence of each key result, in one sentence each; no discussion yet.",
)
_OPEN_PURPOSE = (
    "Asked last time without an answer that was noted; what gave rise to it is gone. One sentence each."
)
_RISK_PURPOSE = "Only what is at risk: value, target and confidence."
_TEAMS_PURPOSE = "One sentence for each team, from its check-ins."
_QUESTION_PURPOSE = "The first question first; what is not reached is asked next time."
_DECIDED = {
    Stage.DRAFTING: ("What we change in the draft", "Each change with an owner and a date."),
    Stage.CLOSE: ("What we carry on", "Carry on, change or leave, and who writes it into the next draft."),
}
_DECISION = ("Decisions", "Each with an owner and a date.")


def plan_agendas(
    standings: Sequence[Standing],
    signals: Sequence[Signal],
    *,
    day: date,
    audience: Audience = Audience.TEAM,
    minutes: int = 25,
    asked: Sequence[AskedBefore] = (),
) -> tuple[Agenda, ...]:
    """An agenda for each team; for each owner in a team for one-to-ones; one for leadership.

    Args:
        standings: The key results, of one team or of several.
        signals: What was found on them, patterns included.
        day: The day of the meeting.
        audience: Who meets.
        minutes: How long, 15 to 30.
        asked: Questions of the last meeting.
    """
    by_track: dict[str, list[Signal]] = defaultdict(list)
    for signal in signals:
        for track in (signal.track,) if signal.track else signal.tracks:
            by_track[track].append(signal)
    return tuple(
        plan_agenda(
            group,
            _choose(group, by_track),
            day=day,
            audience=audience,
            minutes=minutes,
            asked=asked,
            team=team,
            person=person,
        )
        for team, person, group in _group(standings, audience)
    )


def plan_agenda(
    standings: Sequence[Standing],
    signals: Sequence[Signal],
    *,
    day: date,
    audience: Audience,
    minutes: int,
    asked: Sequence[AskedBefore] = (),
    team: str = "",
    person: str = "",
) -> Agenda:
    """One agenda for key results that are talked about together; there is at least one.

    `signals` are those of these key results, and the patterns that they are a part of.

    Raises:
        ValueError: The meeting is shorter than 15 minutes or longer than 30.
    """
    if not SHORTEST <= minutes <= LONGEST:
        raise ValueError(f"a check-in takes {SHORTEST} to {LONGEST} minutes, not {minutes}")
    ids = {standing.track.id for standing in standings}
    earlier = [before for before in asked if before.day < day and _is_ours(before, ids, team, audience)]
    mine = _last(earlier)
    questions = ask(
        standings, signals, day=day, audience=audience, limit=_count_questions(minutes), asked=mine
    )
    first = standings[0]
    left_open = _leave_open(mine, questions)
    where, decided = max(_FEWEST_MINUTES, minutes // _DECISIONS), max(_FEWEST_MINUTES, minutes // _STANDING)
    asking = minutes - where - decided - (_LEFT_OPEN if left_open else 0)
    return Agenda(
        team=team,
        person=person,
        audience=audience,
        day=day,
        cycle=first.track.cycle,
        stage=first.stage,
        minutes=minutes,
        blocks=(
            *(
                [AgendaBlock("Left open last time", _LEFT_OPEN, _OPEN_PURPOSE, left_open=left_open)]
                if left_open
                else []
            ),
            _stand(standings, signals, audience, where),
            AgendaBlock("Questions", asking, _QUESTION_PURPOSE, questions=questions),
            AgendaBlock(*_decide(first.stage, decided)),
        ),
    )


def _choose(group: Sequence[Standing], by_track: Mapping[str, Sequence[Signal]]) -> list[Signal]:
    """What was found on the key results of a group, each signal and pattern once; patterns last."""
    found = {id(signal): signal for standing in group for signal in by_track.get(standing.track.id, ())}
    return sorted(found.values(), key=lambda signal: not signal.track)


def _group(standings: Sequence[Standing], audience: Audience) -> Iterator[tuple[str, str, list[Standing]]]:
    if audience is Audience.LEADERSHIP:
        if standings:
            yield "", "", list(standings)
        return
    groups: dict[tuple[str, str], list[Standing]] = {}
    for standing in standings:
        person = standing.track.owner if audience is Audience.ONE_TO_ONE else ""
        groups.setdefault((standing.track.team, person), []).append(standing)
    for (team, person), group in groups.items():
        if person or audience is not Audience.ONE_TO_ONE:
            yield team, person, group


def _decide(stage: Stage, minutes: int) -> tuple[str, int, str]:
    title, purpose = _DECIDED.get(stage, _DECISION)
    return title, minutes, purpose


def _stand(
    standings: Sequence[Standing], signals: Sequence[Signal], audience: Audience, minutes: int
) -> AgendaBlock:
    title, purpose = _STANDING_TITLES.get(standings[0].stage, _RUNNING)
    if audience is Audience.LEADERSHIP:
        return AgendaBlock(title, minutes, _TEAMS_PURPOSE, points=tuple(_tell_teams(standings, signals)))
    if audience is Audience.AT_RISK_REVIEW:
        risky = {signal.track for signal in signals if _is_risky(signal)}
        standings = [standing for standing in standings if standing.track.id in risky]
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


def _is_risky(signal: Signal) -> bool:
    return bool(signal.track) and signal.name in RISKY and signal.severity is not Severity.HINT


def _line(standing: Standing) -> Line:
    track = standing.track
    low, high = track.band
    target = track.target if track.target is not None else high if high is not None else low
    return Line(
        track=track.id,
        label=track.label,
        subject=name_subject(track.text),
        value=None if standing.value is None else show_value(standing.value, track.unit),
        target=None if target is None else show_value(target, track.unit),
        confidence=None if standing.confidence is None else show_confidence(standing.confidence),
        last_update=standing.updates[-1].day if standing.updates else None,
        owner=track.owner,
    )


def _last(asked: Sequence[AskedBefore]) -> list[AskedBefore]:
    """The questions of the latest meeting."""
    latest = max((before.day for before in asked), default=None)
    return [before for before in asked if before.day == latest]


def _is_ours(before: AskedBefore, ids: set[str], team: str, audience: Audience) -> bool:
    if before.audience is not audience:
        return False
    return before.track in ids if before.track else before.team == team


def _leave_open(asked: Sequence[AskedBefore], questions: Sequence[Question]) -> tuple[AskedBefore, ...]:
    again = {(question.track, question.form) for question in questions if question.asked_before is not None}
    unanswered = [
        before for before in asked if not before.answer and (before.track, before.form) not in again
    ]
    return tuple(unanswered[:_MOST_LEFT_OPEN])


def _count_questions(minutes: int) -> int:
    if minutes < _FOUR_FROM:
        return FEWEST
    return FEWEST + 1 if minutes < _FIVE_FROM else MOST
