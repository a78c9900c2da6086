"""Several results written as a list: pieces of work, states or measured values between commas and plus signs.

A comma joins many things. What counts is that each part could stand alone: it opens with a verb of work that
has its own object, it names a thing and says that it is done, or it names a metric and gives its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from coach.domain.source import Span
from coach.domain.statement import Quantity, Reading
from coach.parsing.lexicon import entries, verbs
from coach.parsing.patterns import pattern
from coach.rules._lexicon import words

__all__ = ["Part", "find_listed", "opens_with_work"]

_MARK = pattern(r"\s*;\s+|,\s+(?:and\s+)?(?!\d{3}\b)|\s+(?:\+|&|and|plus)\s+|\.\s+(?=[A-Z])")
_FIRST_WORD = pattern(
    r"(?:(?:to|then|also|fully|successfully|further|at least)\s+)*([A-Za-z-]+)(?:\s+([A-Za-z'’-]+))?"
)
_VERBS = tuple(verbs(name) for name in ("work_verbs", "rise_verbs", "fall_verbs"))
_OPENERS = frozenset("the a an our all every new each its their".split())
_STRONG = frozenset(";+")
_WORD = pattern(r"[A-Za-z][A-Za-z'’-]*")
_FEWEST_WORDS = 2
_LONGEST_STATE = 8
_STATES = entries("states") | {"out"}
_LEANING = words("leaning")
_FILLERS = words("around_values")
_LOOKING_BACK = words("looking_back")
_LISTED, _MARKED = 0.7, 0.65


class Part(NamedTuple):
    """One part of a list: where it stands in the text, and what it says."""

    span: Span
    text: str


def find_listed(reading: Reading, values: Sequence[Quantity]) -> tuple[Span, float] | None:
    """The mark between two parts that could be reached apart, and how sure that is.

    Args:
        reading: What a key result says.
        values: Its measured values.
    """
    parts = _split(reading.text)
    joined = [(left, right, _trim(left, right, reading.text)) for left, right in pairwise(parts)]
    for left, right, mark in joined:
        if _is_measure(left, values) and _is_measure(right, values):
            return mark, _LISTED
        if not mark.of(reading.text)[0].isalpha() and _is_work(left) and _is_work(right):
            return mark, _MARKED
        if _is_state(left) and _is_state(right):
            return mark, _MARKED
        if mark.of(reading.text) in _STRONG and _stands_alone(left) and _stands_alone(right):
            return mark, _MARKED
    return None


def opens_with_work(text: str) -> bool:
    """Whether a text opens with the base form of a verb of work or movement and goes on."""
    match = _FIRST_WORD.match(text.lower())
    if match is None or not any(match[1] in forms.base for forms in _VERBS):
        return False
    return match[2] is not None and (match[2] in _OPENERS or len(text.split()) > _FEWEST_WORDS)


def _split(text: str) -> list[Part]:
    """The parts between marks that stand outside of brackets and quotation marks."""
    bounds = [0]
    for mark in _MARK.finditer(text):
        if _is_inside(text, mark.start()):
            continue
        bounds += [mark.start(), mark.end()]
    bounds.append(len(text))
    return [
        Part(Span(start, end), text[start:end])
        for start, end in zip(bounds[::2], bounds[1::2], strict=True)
        if start < end
    ]


def _trim(left: Part, right: Part, text: str) -> Span:
    """What stands between neighbours, without the space around it."""
    between = text[left.span.end : right.span.start]
    start = left.span.end + len(between) - len(between.lstrip())
    return Span(start, start + len(between.strip()))


def _is_inside(text: str, place: int) -> bool:
    before = text[:place]
    is_open = any(before.count(first) > before.count(last) for first, last in ("()", "“”", "[]"))
    return is_open or before.count('"') % 2 == 1


def _is_work(part: Part) -> bool:
    """`launch research repository`; `pick one` goes on about what was named before."""
    return opens_with_work(part.text) and not _looks_back(part)


def _is_state(part: Part) -> bool:
    """`old directory cleaned up`: a thing of its own, and that it is done."""
    said = _words(part)
    if not _FEWEST_WORDS <= len(said) <= _LONGEST_STATE or said[0] in _LEANING:
        return False
    return not _is_done(said[0]) and any(map(_is_done, said[1:])) and not opens_with_work(part.text)


def _is_done(word: str) -> bool:
    return word in _STATES or any(word in forms.past and word not in forms.base for forms in _VERBS)


def _is_measure(part: Part, values: Sequence[Quantity]) -> bool:
    """`CSAT 92`: a metric of its own with its value, and no earlier value of the one before."""
    said = _words(part)
    if not said or said[0] in _LEANING or _looks_back(part):
        return False
    if not any(part.span.contains(value.span) for value in values):
        return False
    return any(word not in _FILLERS and len(word) > _FEWEST_WORDS for word in said)


def _stands_alone(part: Part) -> bool:
    """`new website`: a part between semicolons or plus signs that goes on about nothing."""
    said = _words(part)
    return len(said) >= _FEWEST_WORDS and said[0] not in _LEANING and not _looks_back(part)


def _looks_back(part: Part) -> bool:
    return not _LOOKING_BACK.isdisjoint(_words(part))


def _words(part: Part) -> list[str]:
    return [word.lower() for word in _WORD.findall(part.text)]
