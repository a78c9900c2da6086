"""Three to five questions for a meeting, each with its source and the fact that it quotes.

A question comes from a signal or from the stage of the cycle. Signals go before stages, and among signals the
severe ones that matter at this stage go first. A key result is asked about at most twice unless it is the
only one, and never for the same thing; no form is used twice. Forms rotate by key result and date, so that
a weekly meeting does not hear the same sentence. What was asked last time and not answered is asked again
with today's facts, and says so. The same input gives the same questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple
from zlib import crc32

from coach.checkin.questions._form import Form
from coach.checkin.questions.bank_reader import load_bank
from coach.checkin.questions.candidates import Candidate, list_candidates
from coach.checkin.questions.facts import is_fresh
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import Audience, Question, Rhythm, Signal, Standing

__all__ = ["FEWEST", "MOST", "MOST_WORDS", "ask", "load_bank"]

FEWEST, MOST = 3, 5
MOST_WORDS = 35
_PER_KEY_RESULT = 2
_AGAIN_SAME_KEY_RESULT = 3.0
_AGAIN_SAME_SOURCE = 1.5
_WORTH_A_PLACE = 1.0
_AGAIN_ABOUT_ALL = 1.1
_TURNS = 97
_WORDS_OF_OTHERS = frozenset({"note", "blocker", "change"})
_NUMBERS = frozenset({"value"})
_NUMBERS_BEFORE = frozenset({"target", "baseline", "since", "blocker"})
"""What makes a question concrete once there is a reading, and before."""


class _Choice(NamedTuple):
    candidate: Candidate
    form: Form
    text: str
    fact: str
    asked_before: date | None


def ask(
    standings: Sequence[Standing],
    signals: Sequence[Signal],
    *,
    day: date,
    audience: Audience = Audience.TEAM,
    limit: int = MOST,
    asked: Sequence[AskedBefore] = (),
) -> tuple[Question, ...]:
    """The questions for one meeting, the weightiest first.

    Args:
        standings: The key results of the team, or of all teams for leadership.
        signals: What was found on them, patterns included.
        day: The day of the meeting.
        audience: Who is asked.
        limit: At most so many.
        asked: Questions of the last meeting.
    """
    meeting = _Meeting(list_candidates(standings, signals, audience), day, asked, len(standings))
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


class _Meeting:
    """The questions chosen so far, and what they leave open."""

    def __init__(
        self, candidates: list[Candidate], day: date, asked: Sequence[AskedBefore], key_results: int
    ) -> None:
        self.chosen: list[_Choice] = []
        self._candidates = candidates
        self._day = day
        self._most_each = _PER_KEY_RESULT if key_results > 1 else MOST
        self._most_of_stage = FEWEST if any(not candidate.is_stage for candidate in candidates) else MOST
        self._open = {(before.track, before.source): before for before in asked if not before.answer}
        self._heard = {(before.track, before.form) for before in asked}

    def choose(self) -> _Choice | None:
        """The next question; `None` where nothing is left that is worth asking."""
        rated = [(self._rate(candidate), place) for place, candidate in enumerate(self._candidates)]
        for rate, place in sorted(rated, key=lambda found: (-found[0], found[1])):
            if rate == float("-inf"):
                return None
            choice = self._word(self._candidates[place])
            if choice is not None:
                return choice
        return None

    def _rate(self, candidate: Candidate) -> float:
        """The score of a candidate beside what is chosen; minus infinity where it is not to be asked."""
        mine = [choice for choice in self.chosen if choice.candidate.track == candidate.track]
        again = sum(choice.candidate.source == candidate.source for choice in self.chosen)
        told = sum(choice.candidate.theme == candidate.theme for choice in mine)
        if candidate.track:
            full = len(mine) >= self._most_each or (told and self._most_each < MOST)
        else:
            full = (
                any(choice.candidate.rotation == candidate.rotation for choice in mine)
                and not candidate.is_stage
            )
        if candidate.source in self._asked_of_all() and candidate.track:
            return float("-inf")
        is_filler = candidate.is_stage or told or candidate.score < _WORTH_A_PLACE
        if full or (is_filler and len(self.chosen) >= self._most_of_stage):
            return float("-inf")
        rate = candidate.score - (0.0 if candidate.is_stage else _AGAIN_SAME_SOURCE * again)
        if candidate.is_stage and candidate.track:
            rate += self._count_turn(candidate) % _TURNS / _TURNS / 10  # another key result each time
        elif candidate.is_stage:
            rate -= _AGAIN_ABOUT_ALL * len(mine)
        return rate - (_AGAIN_SAME_KEY_RESULT * (len(mine) + told) if candidate.track else 0.0)

    def _asked_of_all(self) -> set[str]:
        """Signals that were asked about for the whole set, and not again for its members."""
        return {
            choice.candidate.source
            for choice in self.chosen
            if not choice.candidate.track and not choice.candidate.is_stage
        }

    def _word(self, candidate: Candidate) -> _Choice | None:
        """The form that is used for a candidate, filled."""
        before = self._open.get((candidate.track, candidate.source))
        usable = list(self._usable(candidate))
        if not usable:
            return None
        again = [entry for entry in usable if before is not None and entry[1].id == before.form]
        _, form, text = again[0] if again else self._take_turn(candidate, usable)
        fact = form.fact.format_map(candidate.known.facts)
        return _Choice(candidate, form, text, fact, before.day if before is not None and again else None)

    def _usable(self, candidate: Candidate) -> Iterator[tuple[int, Form, str]]:
        """Forms that fit the facts and ask for something new."""
        known, standing = candidate.known, candidate.standing
        taken = {choice.form.id for choice in self.chosen}
        wanted = {choice.form.wants for choice in self.chosen if choice.candidate.track == candidate.track}
        quoted = {
            choice.candidate.known.facts[slot]
            for choice in self.chosen
            for slot in choice.form.slots & _WORDS_OF_OTHERS
        }
        for tier, form in candidate.forms:
            if form.id in taken or form.wants in wanted or not form.slots <= known.facts.keys():
                continue
            if not form.when <= known.flags or not _fits_kind(form, standing):
                continue
            if quoted & {known.facts[slot] for slot in form.slots & _WORDS_OF_OTHERS}:
                continue
            text = form.text.format_map(known.facts)
            if len(text.split()) <= MOST_WORDS:
                yield tier, form, text

    def _take_turn(
        self, candidate: Candidate, usable: Sequence[tuple[int, Form, str]]
    ) -> tuple[int, Form, str]:
        """The form whose turn it is, among the best.

        The audience's own forms are better, then those not heard last time, those that name the number
        where no question on this key result did yet, those not of last week's half, those that ask for what
        nobody was asked yet, and, two times out of three, those that quote new words of the team.
        """
        turn = self._count_turn(candidate)
        fresh = candidate.standing is not None and is_fresh(candidate.standing) and turn % 3 > 0

        numbers = _NUMBERS if "value" in candidate.known.facts else _NUMBERS_BEFORE
        told = any(
            choice.form.slots & numbers for choice in self.chosen if choice.candidate.track == candidate.track
        )

        def rank(entry: tuple[int, Form, str]) -> tuple[int | bool, ...]:
            tier, form, _ = entry
            other_week = (crc32(form.id.encode()) + turn) % 2
            asked = any(choice.form.wants == form.wants for choice in self.chosen)
            quotes = fresh and bool(form.slots & _WORDS_OF_OTHERS)
            vague = not (told or form.slots & numbers)
            heard = (candidate.track, form.id) in self._heard
            return tier, heard, not form.first, other_week, vague, asked, not quotes

        best = min(map(rank, usable))
        equal = [entry for entry in usable if rank(entry) == best]
        return equal[turn // 2 % len(equal)]

    def _count_turn(self, candidate: Candidate) -> int:
        """A number that goes up by one from meeting to meeting of a team, and most weeks in between too."""
        days = 7 if candidate.standing is None else candidate.standing.track.cycle.rhythm.days
        weeks = self._day.toordinal() // 7
        start = crc32(candidate.rotation.encode())
        return start + weeks if days == Rhythm.WEEKLY.days else start + weeks + self._day.toordinal() // days


def _fits_kind(form: Form, standing: Standing | None) -> bool:
    return standing is None or (standing.track.kind in form.kinds and standing.track.type in form.types)
