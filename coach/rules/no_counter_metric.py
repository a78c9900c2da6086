"""Every key result pushes; none guards.

## What it flags
An objective with two or more key results that all push volume, growth or speed, and none that would
show harm: quality, errors, complaints, people leaving, cost.

## Why it weakens the OKR
A number that is pushed alone is paid for elsewhere. Twice the calls with half the care reaches
every line and fails the goal.

## Weak
```document
# Inside sales OKRs, 2026-Q3

## Small vineyards buy straight from us
- New vineyard accounts from 40 to 110
- Calls per person and day from 35 to 55
- Days from first call to order from 24 to 12
```

## Stronger
```document
# Inside sales OKRs, 2026-Q3

## Small vineyards buy straight from us
- New vineyard accounts from 40 to 110
- First orders that are sent back stay under 3%
```

## Not flagged
- Growth beside a share of satisfied customers, a limit on errors or a cost to hold.

## Source
Grove, *High Output Management* (1983), chapter 2, on paired indicators that measure effect and
counter-effect; Doerr, *Measure What Matters* (2018), chapter 4, recommends to pair key results of
quantity and quality.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult, Objective, OkrSet
from coach.domain.statement import Direction, QuantityKind, StatementKind
from coach.parsing.patterns import pattern
from coach.rules._lexicon import words
from coach.rules._rule import Context, Hit, Rule

_WORD = pattern(r"[a-z]+(?:-[a-z]+)*")
_NUMBER = pattern(r"\d+(?:[ ,']\d{3})*(?:\.\d+)?")
_HELD = pattern(
    r"\b(?:at most|at least|no more than|not above|not over|or (?:less|above|below|better)"
    r"|at or (?:below|above|under)|without|while)\b",
    hints=("at most", "at least", "no more than", "not above", "not over", "or ", "without", "while"),
)
_PER_TIME = pattern(r"\b(?:per|an?|each|every)\s+(?:\w+\s+){0,2}(?:hour|day|week|month|quarter|year)s?\b")
_FEWEST = 2
_BOTH = 2
_VOLUME = frozenset({QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.MULTIPLE, QuantityKind.DURATION})


def check(okrs: OkrSet, _: Context) -> Iterator[Hit]:
    """Yield each objective whose key results all push."""
    for objective in okrs.objectives:
        if objective.text and len(objective.key_results) >= _FEWEST and _only_pushes(objective):
            yield Hit(
                objective.passage.span,
                "all key results push volume, growth or speed; none would show harm",
                "What could get worse while these numbers rise, and how would you see it?",
            )


def _only_pushes(objective: Objective) -> bool:
    return all(_pushes(key_result) for key_result in objective.key_results)


def _pushes(key_result: KeyResult) -> bool:
    """Whether a key result is surely one of volume or speed; every doubt counts as a guard."""
    stated = [key_result.fields.get(name, "") for name in ("unit", "baseline", "target")]
    text = " ".join((key_result.text, *stated)).lower()
    said = set(_WORD.findall(_PER_TIME.sub(" ", text)))
    if "%" in text or said & words("guard_words") or _HELD.search(text):
        return False
    reading = key_result.reading
    start, end = _number(stated[1]), _number(stated[2])
    if start is None or end is None:
        read = [
            quantity for quantity in (reading.change.baseline, reading.change.target) if quantity is not None
        ]
        if reading.kind is StatementKind.TASK or any(quantity.kind not in _VOLUME for quantity in read):
            return False
        if len(read) < _BOTH:
            return bool(read) and reading.change.direction is Direction.INCREASE
        start, end = read[0].value, read[1].value
    if start is None or end is None:
        return False
    return end < start if said & words("speed_words") else end > start


def _number(stated: str) -> float | None:
    found = _NUMBER.search(stated)
    return None if found is None else float(re.sub(r"[ ,']", "", found.group()))


RULE = Rule(
    code="ST506",
    subject=Subject.SET,
    severity=Severity.HINT,
    certainty=0.6,
    check=check,
)
