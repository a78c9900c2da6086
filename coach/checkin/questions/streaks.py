"""What comes up meeting after meeting without an answer, so that a question says so and asks to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from coach.domain.agenda import AskedBefore

__all__ = ["AGAIN", "count_streaks", "name_turn"]

AGAIN = "asked-again"
"""Source of the forms for it."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def count_streaks(asked: Sequence[AskedBefore]) -> Mapping[tuple[str, str], int]:
    """In how many of the latest meetings without a gap a key result and a source were asked about in vain."""
    days = sorted({before.day for before in asked}, reverse=True)
    in_vain: dict[tuple[str, str], set[date]] = defaultdict(set)
    for before in asked:
        if before.track and not before.answer:
            in_vain[before.track, before.source].add(before.day)
    return {
        topic: next((place for place, day in enumerate(days) if day not in found), len(days))
        for topic, found in in_vain.items()
    }


def name_turn(number: int) -> str:
    """`third`, `tenth`, `11th`."""
    if number <= len(_ORDINALS):
        return _ORDINALS[number - 1]
    return f"{number}{_ENDINGS.get(number % 10, 'th') if number // 10 % 10 != 1 else 'th'}"
