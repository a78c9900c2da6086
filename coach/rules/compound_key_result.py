"""Two or more results share one line.

## What it flags
A key result that holds two movements, values of two metrics, two pieces of work or two things to be done,
joined by *and*, a comma, a plus sign, a semicolon or a full stop.

## Why it weakens the OKR
When one half is reached and the other is not, the grade becomes a negotiation. Two lines can be owned,
graded and learnt from one by one.

## Weak
- `Raise repeat orders from 22% to 30% and cut returns from 9% to 5%`
- `Write the style guide and train all editors`

## Stronger
- `Raise repeat orders from 22% to 30%`

## Not flagged
- `Raise repeat orders in Lyon and Nantes from 22% to 30%`
- `Response time under 2 hours on weekdays and weekends`

## Source
Niven and Lamorte, *Objectives and Key Results* (2016), chapter 3: key results are specific.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import ClauseKind, Quantity, QuantityKind, Reading, Role
from coach.parsing.patterns import pattern
from coach.rules._listed import find_listed, opens_with_work
from coach.rules._rule import Context, Hit, Rule

_JOINT = pattern(r"(?:,?\s+(?:and(?: also| then)?|plus|as well as|&|\+)\s+|\s*;\s*|\.\s+(?=[A-Z]))")
_FIRST_WORD = pattern(
    r"(?:(?:to|then|also|fully|successfully|further|at least)\s+)*([A-Za-z-]+)(?:\s+([A-Za-z'’-]+))?"
)
_FEWEST_WORDS = 2
# After the second verb: it has no object of its own, or one that was named before.
_PREPOSITIONS = frozenset("in on at to for with amongst among across into by through".split())
_REFERS_BACK = frozenset("it them this that they these those".split())
_REACH = 6
_ABBREVIATED = pattern(r"\b(?:e\.?g|i\.?e|vs|etc|incl|approx)$", re.IGNORECASE)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the joint between two results that could be graded apart."""
    reading = key_result.reading
    for joint in _joints(key_result.text):
        certainty = _judge(reading, joint)
        if certainty:
            yield Hit(*_say(_trim(joint)), certainty=certainty)
            return
    listed = find_listed(reading, _values(reading))
    if listed is not None:
        yield Hit(*_say(listed[0]), certainty=listed[1])


def _say(joint: Span) -> tuple[Span, str, str]:
    return (
        joint,
        "two results share one line and can be reached apart",
        "Which of the two shows the objective better, and does the other deserve its own line?",
    )


def _joints(text: str) -> Iterator[re.Match[str]]:
    """Every joint but the dot of an abbreviation."""
    for joint in _JOINT.finditer(text):
        if not (joint.group().startswith(".") and _ABBREVIATED.search(text[: joint.start()])):
            yield joint


def _judge(reading: Reading, joint: re.Match[str]) -> float:
    """How sure it is that each side holds a result: two values of two metrics, or two verbs of work."""
    before, after = joint.start(), joint.end()
    left = [quantity for quantity in _values(reading) if quantity.span.end <= before]
    right = [quantity for quantity in _values(reading) if quantity.span.start >= after]
    rest = reading.text[after:]
    gap = rest[: right[0].span.start - after].split() if right else []
    if left and right and len(gap) >= _FEWEST_WORDS and not _is_same_metric(left[-1], right[0], gap):
        return 0.75
    if _shares_object(reading.text[:before], rest):
        return 0.0
    return 0.7 if opens_with_work(rest) and opens_with_work(reading.text) else 0.0


def _shares_object(left: str, right: str) -> bool:
    """`Review and document the design`, `draft a plan and share it`: one thing, worked on twice."""
    first = _FIRST_WORD.match(left.lower())
    if first is not None and not left[first.end(1) :].strip(" ,"):
        return True
    following = [word.strip(",.;()").lower() for word in right.split()[1:_REACH]]
    return not (_PREPOSITIONS.isdisjoint(following[:1]) and _REFERS_BACK.isdisjoint(following))


def _trim(joint: re.Match[str]) -> Span:
    """The joining word or mark without the space around it: a rewrite splits the line there."""
    words = joint.group()
    start = joint.start() + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip()))


def _values(reading: Reading) -> list[Quantity]:
    return [
        quantity
        for quantity in reading.quantities
        if quantity.role in (Role.TARGET, Role.STEP, Role.BOUND)
        and quantity.kind not in (QuantityKind.ABSOLUTE, QuantityKind.DURATION)
        and not _is_aside(reading, quantity)
    ]


def _is_aside(reading: Reading, quantity: Quantity) -> bool:
    """Whether a value stands in a note, or in what the work is for."""
    return any(
        clause.kind in (ClauseKind.PURPOSE, ClauseKind.NOTE) and clause.span.contains(quantity.span)
        for clause in reading.clauses
    )


def _is_same_metric(left: Quantity, right: Quantity, gap: list[str]) -> bool:
    """`30 in Lyon and 20 in Nantes` splits one metric by place: a preposition leads in to the second."""
    return (
        left.kind is right.kind and gap[-1].lower() in ("in", "for", "at", "on") and len(gap) <= _FEWEST_WORDS
    )


RULE = Rule(
    code="KR110",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.COMPOUND,
    severity=Severity.HINT,
    certainty=0.7,
    check=check,
)
