"""The agenda of a check-in of 15 to 30 minutes: where we stand, the questions, what is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from coach.checkin.agenda_standing import plan_standing_block
from coach.checkin.questions import FEWEST, MOST, ask
from coach.checkin.questions.phrase import quote_words
from coach.checkin.questions.streaks import count_streaks
from coach.checkin.shown import show_day
from coach.domain.agenda import Agenda, AgendaBlock, AskedBefore
from coach.domain.checkin import Audience, Question, Signal, Stage, Standing

__all__ = ["LONGEST", "SHORTEST", "plan_agenda", "plan_agendas"]

SHORTEST, LONGEST = 15, 30
_LEFT_OPEN = 2
_DECISIONS = 5
_STANDING = 6
_FEWEST_MINUTES = 3
_FOUR_FROM, _FIVE_FROM = 20, 25
_MOST_LEFT_OPEN = 5
_OPEN_PURPOSE = (
    "Asked last time without an answer that was noted, and not on today's list. One sentence each."
)
_NOTED_PURPOSE = "What the note of the last meeting holds: what has come of it? One sentence each."
_NOTED_MINUTES = 3
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
        asked: Questions of earlier meetings.
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
        standings,
        signals,
        day=day,
        audience=audience,
        limit=_count_questions(minutes),
        asked=mine,
        streaks=count_streaks(earlier),
    )
    first = standings[0]
    noted = tuple(_tell_answer(before, standings) for before in mine if before.answer)[:_MOST_LEFT_OPEN]
    left_open = _leave_open(mine, questions)
    where, decided = max(_FEWEST_MINUTES, minutes // _DECISIONS), max(_FEWEST_MINUTES, minutes // _STANDING)
    asking = minutes - where - decided
    asking -= (_LEFT_OPEN if left_open else 0) + (_NOTED_MINUTES if noted else 0)
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
                [AgendaBlock("Noted last time", _NOTED_MINUTES, _NOTED_PURPOSE, points=noted)]
                if noted
                else []
            ),
            *(
                [AgendaBlock("Left open last time", _LEFT_OPEN, _OPEN_PURPOSE, left_open=left_open)]
                if left_open
                else []
            ),
            plan_standing_block(standings, signals, audience, where),
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


def _last(asked: Sequence[AskedBefore]) -> list[AskedBefore]:
    """The questions of the latest meeting."""
    latest = max((before.day for before in asked), default=None)
    return [before for before in asked if before.day == latest]


def _is_ours(before: AskedBefore, ids: set[str], team: str, audience: Audience) -> bool:
    if before.audience is not audience:
        return False
    return before.track in ids if before.track else before.team == team


def _leave_open(asked: Sequence[AskedBefore], questions: Sequence[Question]) -> tuple[AskedBefore, ...]:
    again = {(question.track, question.source) for question in questions if question.asked_before is not None}
    unanswered = [
        before for before in asked if not before.answer and (before.track, before.source) not in again
    ]
    return tuple(unanswered[:_MOST_LEFT_OPEN])


def _tell_answer(before: AskedBefore, standings: Sequence[Standing]) -> str:
    """`KR 1.2: “Two vans from Monday on” (9 November)`."""
    label = next((each.track.label for each in standings if each.track.id == before.track), "")
    words = quote_words(before.answer) or before.answer
    said = f"“{words}” ({show_day(before.day)})"
    return f"{label}: {said}" if label else said


def _count_questions(minutes: int) -> int:
    if minutes < _FOUR_FROM:
        return FEWEST
    return FEWEST + 1 if minutes < _FIVE_FROM else MOST
