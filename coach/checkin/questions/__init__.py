"""Three to five questions for a meeting, each with its source and the fact that it quotes.

A question comes from a signal or from the stage of the cycle. Signals go before stages, and among signals the
severe ones that matter at this stage go first. A key result is asked about at most twice unless it is the
only one, and never for the same thing; no form is used twice. Forms rotate by key result and date, so that
a weekly meeting does not hear the same sentence. What was asked last time and not answered is asked again
with today's facts, and says so; from the third meeting in a row on a decision is asked for. The same input
gives the same questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from coach.checkin.questions.bank_reader import load_bank
from coach.checkin.questions.candidates import list_candidates
from coach.checkin.questions.meeting import FEWEST, MOST, MOST_WORDS, Meeting
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import Audience, Question, Signal, Standing

__all__ = ["FEWEST", "MOST", "MOST_WORDS", "ask", "load_bank"]


def ask(
    standings: Sequence[Standing],
    signals: Sequence[Signal],
    *,
    day: date,
    audience: Audience = Audience.TEAM,
    limit: int = MOST,
    asked: Sequence[AskedBefore] = (),
    streaks: Mapping[tuple[str, str], int] | None = None,
) -> tuple[Question, ...]:
    """The questions for one meeting, the weightiest first.

    Args:
        standings: The key results of the team, or of all teams for leadership.
        signals: What was found on them, patterns included.
        day: The day of the meeting.
        audience: Who is asked.
        limit: At most so many.
        asked: Questions of the last meeting.
        streaks: Meetings in a row that asked in vain, by key result and source.
    """
    meeting = Meeting(list_candidates(standings, signals, audience), day, asked, len(standings), streaks)
    while len(meeting.chosen) < limit:
        choice = meeting.choose()
        if choice is None:
            break
        meeting.chosen.append(choice)
    return tuple(
        Question(
            text=choice.text,
            form=choice.form.id,
            source=choice.candidate.source,
            fact=choice.fact,
            track=choice.candidate.track,
            audience=audience,
            asked_before=choice.asked_before,
        )
        for choice in meeting.chosen
    )
