"""The objective holds the number that belongs in a key result.

## What it flags
An objective with a target value: a share, an amount, a rank, a count of work, "double", "halve" or
"zero".

## Why it weakens the OKR
The objective says where to go and why it is worth going; the key results say how far. With the
number on top, the key results can only repeat it, and the reason behind the number is never said.

## Weak
- `Grow ticket revenue to 2.1 million euros`
- `Halve the wait at the vaccination desk`
- `Hire 6 midwives`

## Stronger
- `Families come back to the theatre on weekdays`

## Not flagged
- `Form 12 no longer scares small farms`
- `The first 90 days feel like joining a crew`

## Source
Wodtke, *Radical Focus* (2016): the objective is qualitative, the numbers stand in the key results.
Google's OKR playbook has examples of objectives with a number, so this is a hint.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import Objective
from coach.domain.statement import Quantity, QuantityKind, Role
from coach.parsing.lexicon import nouns
from coach.parsing.patterns import pattern
from coach.parsing.statement import read_sentence
from coach.rules._lexicon import opening_verbs
from coach.rules._objective_text import Wording, read_wording
from coach.rules._rule import Context, Hit, Rule

_MAY_HOLD_NUMBER = pattern(r"\d|\b(?:zero|doubl|tripl|quadrupl|halv)", re.IGNORECASE)
_ALWAYS = frozenset({QuantityKind.PERCENT, QuantityKind.POINTS, QuantityKind.MONEY, QuantityKind.RATIO})
_MULTIPLE = pattern(r"^(?:doubl|tripl|quadrupl|halv|\d)", re.IGNORECASE)
_MULTIPLE_BEFORE = pattern(r"(?:\b(?:to|and|we|will|by|than|least|nearly)|[,;])\s*$", re.IGNORECASE)
_GIVEN_BEFORE = pattern(r"\b(?:our|the|their|its|an?|those|these)\s*$", re.IGNORECASE)
_ZERO_BEFORE = pattern(r"^\s*$|\bto\s$")
_ZERO_NAME = pattern(r"[\s-](?:trust|day|touch|waste|knowledge|based)\b", re.IGNORECASE)
_BOUND_BEFORE = pattern(
    r"(?:\b(?:under|below|within|to|in|than|by|at|least|most)|[<>≤≥=])\s*$", re.IGNORECASE
)
_LIMIT_BEFORE = pattern(r"(?:\b(?:under|below|within|less than|at most)|[<≤])\s*$", re.IGNORECASE)
_AMOUNT_BEFORE = frozenset({"to", "by", "than", "least", "most"})
_RANK_BEFORE = pattern(r"\b(?:among|in|into|be|become|reach|enter|rank)\b[\w\s]{0,12}$", re.IGNORECASE)
_YEARS = (1900, 2100)


def check(objective: Objective, _: Context) -> Iterator[Hit]:
    """Yield the first target value."""
    if _MAY_HOLD_NUMBER.search(objective.text) is None:
        return
    wording = read_wording(objective.text)
    for quantity in read_sentence(wording.core).quantities:
        if _is_target(quantity, wording):
            yield Hit(
                quantity.span,
                f"{quantity.span.of(wording.text)!r} is a target; it belongs in a key result",
                "What would be better for whom once this number is reached?",
            )
            return


def _is_target(quantity: Quantity, wording: Wording) -> bool:
    written = quantity.span.of(wording.core)
    before = wording.core[: quantity.span.start]
    if quantity.kind is QuantityKind.DURATION:
        return _is_time_limit(quantity, before)
    if quantity.role is Role.QUALIFIER:
        return False
    if quantity.kind in _ALWAYS:
        return ":" not in written and _GIVEN_BEFORE.search(before) is None
    match quantity.kind:
        case QuantityKind.MULTIPLE:
            found = _is_multiple(written, before, wording.core[quantity.span.end :])
        case QuantityKind.ABSOLUTE:
            found = quantity.unit == "zero" and _ZERO_BEFORE.search(before) is not None
            found = found and _ZERO_NAME.match(wording.core[quantity.span.end :]) is None
        case QuantityKind.RANK:
            found = quantity.value != 1 and _RANK_BEFORE.search(before) is not None
        case _:
            found = quantity.kind is QuantityKind.COUNT and _is_counted(quantity, wording)
    return found


def _is_time_limit(quantity: Quantity, before: str) -> bool:
    """`in under 90 seconds`; a span of time such as `the first 90 days` is none."""
    pattern = _LIMIT_BEFORE if quantity.role is Role.QUALIFIER else _BOUND_BEFORE
    return pattern.search(before) is not None


def _is_multiple(written: str, before: str, after: str) -> bool:
    """`Double the number`, not `a double room` or `double down`."""
    opens = not before.strip() or _MULTIPLE_BEFORE.search(before) is not None
    return opens and _MULTIPLE.match(written) is not None and not after.startswith(" down")


def _is_counted(quantity: Quantity, wording: Wording) -> bool:
    """A count is a target after a verb, a bound or the name of a metric; elsewhere it is part of a name."""
    if not wording.core[quantity.span.start].isdigit() or _is_year(quantity):
        return False
    before = [word for word in wording.words if word.end <= quantity.span.start]
    if not before:
        return any(word.start >= quantity.span.end for word in wording.words)
    last = before[-1].text
    if len(before) > 1 and wording.text[before[-1].start].isupper() and last not in nouns("metrics"):
        return False  # "Store 112" is a name
    return (
        last in _AMOUNT_BEFORE or last in opening_verbs() or last.endswith("ing") or last in nouns("metrics")
    )


def _is_year(quantity: Quantity) -> bool:
    return quantity.value is not None and not quantity.unit and _YEARS[0] <= quantity.value <= _YEARS[1]


RULE = Rule(
    code="OB101",
    subject=Subject.OBJECTIVE,
    severity=Severity.HINT,
    certainty=0.85,
    check=check,
)
