"""What the words of a key result say that cannot be measured as it stands.

A doubt ends a sentence that begins with the key result: `says increase, but the value goes from 65% to 42%`.
While it stands there is no progress, for to choose one of two readings would be to guess.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from coach.domain.okr import KeyResult, OkrSet
from coach.domain.statement import Quantity, QuantityKind
from coach.parsing.lexicon import verbs
from coach.parsing.patterns import pattern
from coach.rules import Context
from coach.rules.contradictory_change import RULE

__all__ = ["NO_DOUBT", "Doubt", "find_doubt"]

_TO = pattern(r"\s*(?:to|or|-|–)\s*", re.IGNORECASE)
_NOUN = pattern(r"\s+[^\W\d_]{3,}")
_MAKING = verbs("work_verbs").base


class Doubt(NamedTuple):
    """What is in doubt.

    Attributes:
        words: What the key result says, as the end of a sentence; empty where nothing is in doubt.
        has_ends: Whether its two values are a start and an aim all the same.
    """

    words: str
    has_ends: bool


NO_DOUBT = Doubt("", has_ends=True)


def find_doubt(key_result: KeyResult, okrs: OkrSet) -> Doubt:
    """What is in doubt; nothing where fields say something else than the sentence."""
    stated = [key_result.fields.get(end, "").strip() for end in ("baseline", "target")]
    if any(words and words not in key_result.text for words in stated):
        return NO_DOUBT
    hit = next(iter(RULE.check(key_result, Context(okrs))), None)
    if hit is not None:
        return Doubt(hit.message.removeprefix("it "), has_ends=True)
    return Doubt(words, has_ends=False) if (words := _find_open_range(key_result)) else NO_DOUBT


def _find_open_range(key_result: KeyResult) -> str:
    """`3 to 5 new partners` may be a range as well as a start and an aim; `score from 3 to 5` is not."""
    text = key_result.reading.text
    for first, last in pairwise(key_result.reading.quantities):
        between, after = text[first.span.end : last.span.start], text[last.span.end :]
        if not _TO.fullmatch(between) or not _NOUN.match(after) or not _is_counted(first, last):
            continue
        opening = text[: first.span.start].casefold().split()
        if not opening or (len(opening) == 1 and opening[0] in _MAKING):
            return f"says {text[first.span.start : last.span.end]} and names no start"
    return ""


def _is_counted(first: Quantity, last: Quantity) -> bool:
    """Whether both are pieces of one thing, named once, and the second is more."""
    kinds = first.kind is QuantityKind.COUNT and last.kind is QuantityKind.COUNT
    return kinds and not first.unit and (first.value or 0.0) < (last.value or 0.0)
