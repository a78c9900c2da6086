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
from coach.domain.statement import ClauseKind, Reading, StatementKind
from coach.parsing.lexicon import entries
from coach.parsing.sentence import split_words
from coach.rules._rule import Context, Hit, Rule, Status

_EVEN = 0.5
# These sort or point, and judge nothing; those that only compare speak where no other word judges.
_PLAIN = frozenset({"overall", "major", "limited", "real", "strategic", "visible"})
_COMPARING = frozenset({"more", "less", "much"})
_SUBJECTIVE = entries("subjective") - _PLAIN
_AMOUNTS = _COMPARING | {"significantly", "substantially"}
_SHARES = frozenset("generally mostly usually typically largely".split())
_MANNERS = frozenset(
    "consistently easily effectively efficiently properly quickly reasonably seamlessly smoothly "
    "successfully sufficiently".split()
)
_CHANGES = frozenset(
    "improved streamlined unified optimized simplified coordinated structured polished".split()
)
_ADVERBS = frozenset(
    "significantly substantially seamlessly efficiently effectively properly successfully "
    "smoothly reasonably".split()
)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the judging word of a statement that nobody can measure."""
    reading = key_result.reading
    if reading.unmeasurable < _EVEN or key_result.fields.get("target"):
        return
    judging = [
        word
        for word in split_words(key_result.text)
        if word.text in _SUBJECTIVE and not _is_in_note(reading, Span(word.start, word.end))
    ]
    judging.sort(key=lambda word: word.text in _COMPARING)
    for word in judging[:1]:
        mechanical = word.text in _ADVERBS and key_result.text[: word.start].endswith(" ")
        yield Hit(
            Span(word.start - mechanical, word.end),
            f"{word.text!r} does not say how much"
            if word.text in _COMPARING
            else f"{word.text!r} is a judgement that two people may make differently",
            _ask(word.text),
            certainty=0.8 if reading.kind is not StatementKind.TASK else 0.6,
            replacement="" if mechanical else None,
        )


def _is_in_note(reading: Reading, span: Span) -> bool:
    return any(clause.kind is ClauseKind.NOTE and clause.span.contains(span) for clause in reading.clauses)


def _ask(word: str) -> str:
    if word in _AMOUNTS:
        return "How big is the difference that you would call enough?"
    if word in _SHARES:
        return "In how many of all cases would be enough?"
    if word in _CHANGES:
        return f"What would there be more or less of, once it is {word}?"
    if word in _MANNERS:
        return f"What would you see if it was not done {word}?"
    return f"How would you notice that it is {word}, and what would you count?"


RULE = Rule(
    code="KR103",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.VAGUE,
    severity=Severity.HINT,
    certainty=0.8,
    check=check,
    status=Status.STABLE,
)
