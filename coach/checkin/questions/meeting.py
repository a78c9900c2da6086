"""The questions of one meeting, chosen one after the other: each choice changes what is worth asking next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from zlib import crc32

from coach.checkin.questions._form import Form
from coach.checkin.questions.bank_reader import load_bank
from coach.checkin.questions.candidates import Candidate
from coach.checkin.questions.facts import is_fresh
from coach.checkin.questions.streaks import AGAIN, name_turn
from coach.domain.agenda import AskedBefore
from coach.domain.checkin import Rhythm

__all__ = ["FEWEST", "MOST", "MOST_WORDS", "Choice", "Meeting"]

FEWEST, MOST = 3, 5
MOST_WORDS = 35
_PER_KEY_RESULT = 2
_IN_VAIN = 2
_AGAIN_SAME_KEY_RESULT = 3.0
_AGAIN_SAME_SOURCE = 1.5
_AGAIN_UNMEASURED = 4.0
_WORTH_A_PLACE = 1.0
_AGAIN_ABOUT_ALL = 1.1
_TURNS = 97
_WORDS_OF_OTHERS = frozenset({"note", "blocker", "change"})
_SILENCE = frozenset({"stale", "baseline-missing"})
"""What an answer in the note of the last meeting has broken."""
_TOLD = frozenset({"note", "blocker"})
_CAUSE = "cause"
_NUMBERS = frozenset({"value"})
_NUMBERS_BEFORE = frozenset({"target", "baseline", "since", "blocker"})
"""What makes a question concrete once there is a reading, and before."""


class Choice(NamedTuple):
    """A question as it is asked, and where it comes from."""

    candidate: Candidate
    form: Form
    text: str
    fact: str
    asked_before: date | None


class Meeting:
    """The questions chosen so far, and what they leave open."""

    def __init__(
        self,
        candidates: list[Candidate],
        day: date,
        asked: Sequence[AskedBefore],
        key_results: int,
        streaks: Mapping[tuple[str, str], int] | None = None,
    ) -> None:
        self.chosen: list[Choice] = []
        self._candidates = candidates
        self._day = day
        self._most_each = _PER_KEY_RESULT if key_results > 1 else MOST
        self._most_of_stage = FEWEST if any(not candidate.is_stage for candidate in candidates) else MOST
        self._open = {(before.track, before.source): before for before in asked if not before.answer}
        self._streaks = streaks or {}
        self._heard = {(before.track, before.form) for before in asked}
        self._answered = {before.track for before in asked if before.answer and before.source in _SILENCE}

    def choose(self) -> Choice | None:
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
        if candidate.source in _SILENCE and candidate.track in self._answered:
            return float("-inf")
        unmeasured = sum(map(_is_unmeasured, (choice.candidate for choice in self.chosen)))
        if unmeasured and _is_unmeasured(candidate) and len(self.chosen) >= FEWEST:
            return float("-inf")
        is_filler = candidate.is_stage or told or candidate.score < _WORTH_A_PLACE
        if full or (is_filler and len(self.chosen) >= self._most_of_stage):
            return float("-inf")
        rate = candidate.score - (_AGAIN_UNMEASURED * unmeasured if _is_unmeasured(candidate) else 0.0)
        rate -= 0.0 if candidate.is_stage else _AGAIN_SAME_SOURCE * again
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

    def _word(self, candidate: Candidate) -> Choice | None:
        """The form that is used for a candidate, filled."""
        before = self._open.get((candidate.track, candidate.source))
        streak = self._streaks.get((candidate.track, candidate.source), 0)
        if before is not None and streak >= _IN_VAIN and (choice := self._decide(candidate, before, streak)):
            return choice
        usable = list(self._usable(candidate))
        if not usable:
            return None
        again = [entry for entry in usable if before is not None and entry[1].id == before.form]
        _, form, text = again[0] if again else self._take_turn(candidate, usable)
        fact = form.fact.format_map(candidate.known.facts)
        return Choice(candidate, form, text, fact, before.day if before is not None and again else None)

    def _decide(self, candidate: Candidate, before: AskedBefore, streak: int) -> Choice | None:
        """What is asked instead once the question came up in vain too often."""
        facts = {**candidate.known.facts, "nth": name_turn(streak + 1)}
        taken = {choice.form.id for choice in self.chosen}
        forms = [
            form
            for form in load_bank()[AGAIN].forms
            if before.audience in form.audiences and form.slots <= facts.keys() and form.id not in taken
        ]
        if not forms:
            return None
        form = forms[streak % len(forms)]
        text, fact = form.text.format_map(facts), form.fact.format_map(facts)
        return Choice(candidate, form, text, fact, before.day) if len(text.split()) <= MOST_WORDS else None

    def _usable(self, candidate: Candidate) -> Iterator[tuple[int, Form, str]]:
        """Forms that fit the facts and ask for something new."""
        known = candidate.known
        taken = {choice.form.id for choice in self.chosen}
        wanted = {choice.form.wants for choice in self.chosen if choice.candidate.track == candidate.track}
        quoted = {
            choice.candidate.known.facts[slot]
            for choice in self.chosen
            for slot in choice.form.slots & _WORDS_OF_OTHERS
        }
        shared = any(
            candidate.track in choice.candidate.members
            for choice in self.chosen
            if "blocker" in choice.form.slots
        )
        for tier, form in _fitting(candidate):
            if form.id in taken or form.wants in wanted:
                continue
            if (shared and "blocker" in form.slots) or quoted & {
                known.facts[slot] for slot in form.slots & _WORDS_OF_OTHERS
            }:
                continue
            text = form.text.format_map(known.facts)
            if len(text.split()) <= MOST_WORDS:
                yield tier, form, text

    def _take_turn(
        self, candidate: Candidate, usable: Sequence[tuple[int, Form, str]]
    ) -> tuple[int, Form, str]:
        """The form whose turn it is, among the best.

        Better are, in this order: the audience's own forms; those not heard last time; in a second question
        on a key result, those that name its number where the first did not; those that quote new words of
        the team, and else those that do not ask for the cause that the words tell; in a second question,
        those that quote its blocker; those not of last week's half; those that name the number where none
        was named yet; those that ask for what nobody was asked yet.
        """
        turn = self._count_turn(candidate)
        fresh = candidate.standing is not None and is_fresh(candidate.standing)
        facts = candidate.known.facts
        told = fresh and bool(facts.keys() & _TOLD)
        said = [choice.form.slots for choice in self.chosen if choice.candidate.track == candidate.track]
        owed = "blocker" in facts and bool(said) and not any("blocker" in slots for slots in said)
        numbers = _NUMBERS if "value" in facts else _NUMBERS_BEFORE
        named = any(slots & numbers for slots in said)
        asked = {choice.form.wants for choice in self.chosen}
        # Notes come and go; counted last, they leave the places of the other forms as they were last week.
        fitting = sorted(_fitting(candidate), key=lambda entry: "note" in entry[1].slots)
        places = {form.id: place for place, (_, form) in enumerate(fitting)}

        def rank(tier: int, form: Form) -> tuple[int | bool, ...]:
            return (
                tier,
                (candidate.track, form.id) in self._heard,
                not form.first,
                bool(said) and not (named or form.slots & numbers),
                not (fresh and form.slots & _WORDS_OF_OTHERS),
                told and form.wants == _CAUSE,
                owed and "blocker" not in form.slots,
                (places[form.id] + turn) % 2,
                not (named or form.slots & numbers),
                form.wants in asked,
            )

        ranks = [rank(tier, form) for tier, form, _ in usable]
        best = min(ranks)
        equal = [entry for entry, found in zip(usable, ranks, strict=True) if found == best]
        return equal[turn // 2 % len(equal)]

    def _count_turn(self, candidate: Candidate) -> int:
        """A number that goes up by one from meeting to meeting of a team."""
        meetings, rest = divmod(self._day.toordinal(), candidate.days)
        # Whoever checks in more rarely may still meet each week: the number goes up by one from week to week
        # and by an odd number from check-in to check-in, so that the half changes each time.
        weeks = candidate.days // Rhythm.WEEKLY.days
        return (
            crc32(candidate.rotation.encode())
            + meetings * (weeks + 1 - weeks % 2)
            + rest // Rhythm.WEEKLY.days
        )


def _is_unmeasured(candidate: Candidate) -> bool:
    """Whether it asks for the first number of a key result; once in a meeting is enough."""
    is_silent = candidate.source in _SILENCE
    return is_silent and candidate.standing is not None and candidate.standing.value is None


def _fitting(candidate: Candidate) -> list[tuple[int, Form]]:
    """The forms that can be filled with what is known, whatever else is asked."""
    known, standing = candidate.known, candidate.standing
    return [
        (tier, form)
        for tier, form in candidate.forms
        if form.slots <= known.facts.keys()
        and form.when <= known.flags
        and (standing is None or (standing.track.kind in form.kinds and standing.track.type in form.types))
    ]
