"""Stems of the words that carry meaning.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import Stemmer  # type: ignore[import-not-found] # ships no types

from coach.alignment.ragged import Ragged
from coach.parsing.lexicon import nouns

__all__ = ["StemTable", "measured_stems", "read_stems", "shared_words", "stem_words"]

_WORD = re.compile(r"[^\W\d_]{2,}")
_SHOWN_WORDS = 3
_NO_STEM = -1
_STOP = frozenset(
    """a about above across after again against all also am an and any are as at be been before being below
    between both but by can could did do does doing done down during each either every few for from further
    get gets getting given had has have having he her here hers him his how i if in into is it its itself
    just least less make makes making may me might more most much must my need needs neither no nor not
    now of off on once one only or other our ours out over own per same she should so some such than that
    the their theirs them then there these they this those through to too two under until up upon us very
    via was we were what when where which while who whom why will with within without would you your yours
    from three four five six seven eight nine ten first second new best better great good
    increase increased decrease decreased reduce reduced improve improved improving raise raised cut grow
    achieve achieved reach reached ensure keep maintain continue drive deliver delivered launch launched build
    create complete completed implement establish develop define set start use using run support
    end month months week weeks day days year years quarter quarters q1 q2 q3 q4 fy h1 h2 jan feb mar apr jun
    jul aug sep sept oct nov dec january february march april june july august september october november
    december today current currently least many half third zero none every everyone nobody nothing
    percent average median mean total number share rate level target baseline plan""".split()
)


class StemTable(NamedTuple):
    """The stems of many texts as numbers.

    Attributes:
        stems: Every stem once; its position is its number.
        rows: Numbers of the stems of each text, in the order of its words.
    """

    stems: tuple[str, ...]
    rows: Ragged


def stem_words(text: str) -> list[str]:
    """Stems of the words that carry meaning, in order."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


def shared_words(first: str, second: str) -> tuple[str, ...]:
    """Words of the first text whose stem the second one has too, at most three, the longest first."""
    there = set(stem_words(second))
    found: dict[str, str] = {}
    for word in _WORD.findall(first.lower()):
        if word not in _STOP and _stem(word) in there:
            found.setdefault(_stem(word), word)
    return tuple(sorted(found.values(), key=lambda word: (-len(word), word))[:_SHOWN_WORDS])


def read_stems(texts: Sequence[str]) -> StemTable:
    """The stems of every text; each distinct word is stemmed once."""
    numbers = _Numbers()
    rows = [
        [number for number in map(numbers.__getitem__, _WORD.findall(text.lower())) if number != _NO_STEM]
        for text in texts
    ]
    return StemTable(tuple(numbers.stems), Ragged.of(rows))


class _Numbers(dict[str, int]):
    """The number of each word's stem, given out as words come; -1 for words that carry no meaning."""

    def __init__(self) -> None:
        super().__init__(dict.fromkeys(_STOP, _NO_STEM))
        self.stems: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self.stems.setdefault(_stem(word), len(self.stems))
        self[word] = number
        return number


@cache
def measured_stems() -> frozenset[str]:
    """Stems of the nouns that name a measure."""
    return frozenset(_stem(noun) for noun in nouns("metrics"))


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))
