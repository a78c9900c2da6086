"""The verb says one direction, the values say the other.

## What it flags
`Increase` with a target below its baseline, or `reduce` with a target above it.

## Why it weakens the OKR
One of the two is a slip. Until it is mended nobody knows which, and progress is computed backwards.

## Weak
- `Increase repeat purchases from 65% to 42%`
- `Cut queue time from 4 min to 9 min`

## Stronger
- `Increase repeat purchases from 42% to 65%`

## Not flagged
- `Cut queue time from 9 min to 4 min`
- `Cut queue time from 2 h to 40 min`
- `Improve page load time from 4 s to 2 s`

## Source
Arithmetic: progress is the way gone from baseline to target, and a target on the wrong side turns it round.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import Direction
from coach.parsing.lexicon import VerbForms
from coach.parsing.sentence import split_words
from coach.rules._rule import Context, Hit, Rule
from coach.rules._values import compare_values

_UP = VerbForms(frozenset("increase raise grow lift boost rise climb".split())), frozenset({"up"})
_FALLING = "reduce cut decrease lower drop fall shrink decline trim shorten"
_DOWN = VerbForms(frozenset(_FALLING.split())), frozenset({"down"})
_REACH = 4


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield from the first to the second value when they run against the words before them."""
    change = key_result.reading.change
    if change.baseline is None or change.target is None:
        return
    order = compare_values(change.baseline, change.target)
    if not order:
        return
    first, last = sorted((change.baseline.span, change.target.span))
    stated = _read_direction(key_result, first.start)
    if stated is not None and (order > 0) != (stated is Direction.INCREASE):
        yield Hit(
            Span(first.start, last.end),
            f"it says {stated.value}, but the value goes from {change.baseline.span.of(key_result.text)} to "
            f"{change.target.span.of(key_result.text)}",
            "Which of the two is meant: the verb or the order of the values?",
        )


def _read_direction(key_result: KeyResult, start: int) -> Direction | None:
    """The direction of the leading verb, or of the words before the first value; `improve` has none."""
    lead = key_result.reading.lead
    words = [] if lead is None else [lead.of(key_result.text).lower()]
    near = [word.text for word in split_words(key_result.text[:start])[-_REACH:]]
    for candidates in (words, near):
        found = {
            direction
            for direction, (verbs, particles) in ((Direction.INCREASE, _UP), (Direction.DECREASE, _DOWN))
            if any(word in verbs or word in particles for word in candidates)
        }
        if len(found) == 1:
            return found.pop()
    return None


RULE = Rule(
    code="KR106",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.INCONSISTENT,
    severity=Severity.ERROR,
    certainty=0.95,
    check=check,
)
