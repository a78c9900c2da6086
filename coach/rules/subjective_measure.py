"""A judgement stands where the measure should be.

## What it flags
A word that decides success and that two people may read differently: `significantly`, `world-class`,
`seamless`, `better`.

## Why it weakens the OKR
The grade becomes a matter of mood. The word usually hides a metric that somebody has in mind and has not
named.

## Weak
- `Significantly increase brand awareness`
- `Smooth check-in for families`

## Stronger
- `Families who finish check-in without asking staff: 40% to 75%`

## Not flagged
- `Raise the share of guests who say check-in was easy from 61% to 80%`
- `Best-seller table refilled every morning`

## Source
Niven and Lamorte, *Objectives and Key Results* (2016), chapter 3: key results are quantitative and
specific.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import StatementKind
from coach.parsing.lexicon import entries
from coach.parsing.sentence import split_words
from coach.rules._rule import Context, Hit, Rule, Status

_EVEN = 0.5
_ADVERBS = frozenset(
    "significantly substantially seamlessly efficiently effectively properly successfully "
    "smoothly reasonably".split()
)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the judging word of a statement that nobody can measure."""
    reading = key_result.reading
    if reading.unmeasurable < _EVEN or key_result.fields.get("target"):
        return
    for word in split_words(key_result.text):
        if word.text in _SUBJECTIVE:
            mechanical = word.text in _ADVERBS and key_result.text[: word.start].endswith(" ")
            yield Hit(
                Span(word.start - mechanical, word.end),
                f"{word.text!r} is a judgement that two people may make differently",
                f"How would you notice that it is {word.text}, and what would you count?"
                if not word.text.endswith("ly")
                else "How big is the difference that you would call enough?",
                certainty=0.8 if reading.kind is not StatementKind.TASK else 0.6,
                replacement="" if mechanical else None,
            )
            return


_SUBJECTIVE = entries("subjective")

RULE = Rule(
    code="KR103",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.VAGUE,
    severity=Severity.HINT,
    certainty=0.8,
    check=check,
    status=Status.STABLE,
)
