"""Whether two texts say the same: words, stated values, names and the direction of a metric."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from coach.domain.statement import Change, Direction, Quantity, QuantityKind
from coach.parsing.bounded import read_bounded
from coach.parsing.numbers import WORD_NUMBERS
from coach.parsing.patterns import pattern
from coach.parsing.sentence import split_words
from coach.parsing.values import compare_values
from coach.rules._lexicon import words

__all__ = [
    "Movement",
    "Wording",
    "has_target",
    "have_same_values",
    "is_reworded",
    "may_say_the_same",
    "name_different_things",
    "overlap",
    "read_movement",
    "read_wording",
    "share_words",
]

_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "ly")
_SHORTEST_STEM = 4
_NUMBERS = pattern(r"\d+(?:[.,]\d+)*")
_SCALED = pattern(r"\d\s?(?:k|m|b|bn|mio|mn|thousand|million|billion)\b|\d[.,]0\b", re.IGNORECASE)
_SEPARATORS = pattern(r"[.,]")
_FEWEST_SHARED = 0.4
"""Share of the shorter text's words, inflected as they stand, below which nothing is read."""
_CACHED = 32_768
_AROUND = ".,;:!?()[]“”\"'’"
_UNITS = frozenset(
    "litre litres liter liters kwh mwh kw kg kilos tonne tonnes ton tons km kilometres miles hour hours"
    " minute minutes second seconds day days week weeks month months year years euro euros dollar dollars"
    " pound pounds points".split()
)
"""Words that belong to a number, not to what is measured."""
_BEFORE_UNITS = frozenset({"a", "an", "each"})
_NUMBER_SCALES = frozenset({"k", "m", "bn", "mio", "million", "billion"})


class Wording(NamedTuple):
    """The words of a text, ready to be compared.

    Attributes:
        content: Stems of the words that carry meaning; no numbers, verbs of movement or function words.
        names: Words written with a capital inside the sentence: products, places, people.
    """

    content: frozenset[str]
    names: frozenset[str]


class Movement(NamedTuple):
    """What a text says of a metric; it costs ten times as much to read as its words.

    Attributes:
        metric: Stems of the measured noun phrase; empty where none was found.
        change: The movement that the text describes.
        direction: Where the metric goes, `None` where words and values disagree or say nothing.
    """

    metric: frozenset[str]
    change: Change
    direction: Direction | None


@lru_cache(maxsize=_CACHED)
def read_wording(text: str) -> Wording:
    """The words of a text."""
    found = split_words(text)
    units = {
        word.start
        for before, word in pairwise(found)
        if word.text in _UNITS and (before.text[0].isdigit() or before.text in _BEFORE_UNITS)
    }
    content = {_read_word(word.text) for word in found if word.start not in units}
    names = frozenset(word.text for word in found[1:] if word.capital and _read_word(word.text))
    return Wording(frozenset(content - {""}), names)


@lru_cache(maxsize=_CACHED)
def read_movement(text: str) -> Movement:
    """The metric of a text and where it goes."""
    change = read_bounded(text).change
    metric: frozenset[str] = frozenset()
    if change.metric is not None:
        metric = read_wording(change.metric.of(text)).content
    return Movement(metric, change, _settle_direction(change))


def overlap(first: str, second: str) -> float:
    """Share of the words that carry meaning which both have, 0..1; 0 where one has fewer than two."""
    one, other = read_wording(first).content, read_wording(second).content
    if min(len(one), len(other)) < 2:  # noqa: PLR2004 - one word is no text to compare
        return 0.0
    return len(one & other) / len(one | other)


def may_say_the_same(first: str, second: str) -> bool:
    """A cheap look that spares the reading of most pairs: shared words, and a number if both have any."""
    if not share_words(first, second):
        return False
    one, other = _read_numbers(first), _read_numbers(second)
    return not one or not other or not one.isdisjoint(other)


def share_words(first: str, second: str) -> bool:
    """A cheap look at the words as they stand."""
    one, other = _split(first), _split(second)
    return len(one & other) >= _FEWEST_SHARED * min(len(one), len(other))


@lru_cache(maxsize=_CACHED)
def _split(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


@lru_cache(maxsize=_CACHED)
def _read_numbers(text: str) -> frozenset[str]:
    """The numbers without separators; none where a scale (`1.2M`) would hide that two are equal."""
    if _SCALED.search(text):
        return frozenset()
    return frozenset(_SEPARATORS.sub("", number) for number in _NUMBERS.findall(text))


def is_reworded(first: str, second: str) -> bool:
    """Whether each has words that the other lacks: another wording, or another thing."""
    one, other = read_wording(first).content, read_wording(second).content
    return bool(one - other) and bool(other - one)


def name_different_things(first: str, second: str) -> bool:
    """Whether each names a product, place or person that the other does not."""
    for read in (_find_capitals, _read_names):  # most pairs differ at the first, cheap look
        one, other = read(first), read(second)
        if one - other and other - one:
            return True
    return False


@lru_cache(maxsize=_CACHED)
def _find_capitals(text: str) -> frozenset[str]:
    """Words with a capital inside the text, as blanks part them."""
    found = (word.strip(_AROUND) for word in text.split()[1:] if word[0].isupper())
    return frozenset(word.lower() for word in found if word and _read_word(word.lower()))


def _read_names(text: str) -> frozenset[str]:
    return read_wording(text).names


def has_target(text: str) -> bool:
    """Whether a text states a target."""
    return read_movement(text).change.target is not None


def have_same_values(first: str, second: str) -> bool:
    """Whether both state a target, and the same one, from the same start where both state a start."""
    one, other = read_movement(first).change, read_movement(second).change
    if one.target is None or other.target is None or not _is_equal(one.target, other.target):
        return False
    return one.baseline is None or other.baseline is None or _is_equal(one.baseline, other.baseline)


def _is_equal(first: Quantity, second: Quantity) -> bool:
    return first.value is not None and first.value == second.value and first.kind is second.kind


def _settle_direction(change: Change) -> Direction | None:
    """The stated direction, unless the values run against it: then one of the two is a slip."""
    if change.baseline is None or change.target is None:
        return change.direction
    order = _compare(change.baseline, change.target)
    if not order:
        return change.direction
    shown = Direction.INCREASE if order > 0 else Direction.DECREASE
    return None if change.direction in _OPPOSITES and change.direction is not shown else shown


def _compare(first: Quantity, second: Quantity) -> int | None:
    """As `compare_values`; a bare number takes the unit of the other: `from 40 to 55 euros`."""
    order = compare_values(first, second)
    bare = [one for one in (first, second) if one.kind is QuantityKind.COUNT and not one.unit]
    if order is not None or len(bare) != 1 or first.value is None or second.value is None:
        return order
    return (second.value > first.value) - (second.value < first.value)


_OPPOSITES = {Direction.INCREASE: Direction.DECREASE, Direction.DECREASE: Direction.INCREASE}


@lru_cache(maxsize=_CACHED)
def _read_word(word: str) -> str:
    """The stem of a word; nothing where it carries no meaning."""
    if not word[0].isalpha() or word in words("stop_words") or word in WORD_NUMBERS or word in _NUMBER_SCALES:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word
