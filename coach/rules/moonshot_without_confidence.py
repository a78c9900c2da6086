"""The step is very large and nothing says how likely it is.

## What it flags
A target of five times the baseline or more, where the document tracks confidence but this key result has
none.

## Why it weakens the OKR
A very large step is fine when everyone knows that it is a bet. Without a confidence the reader cannot tell
a bet from a slip.

## Weak
```document
# Ticketing, 2026-Q3

## Objective: Fans buy from us first

| Key result | Confidence |
|---|---|
| Tickets sold in the app from 900 to 12,000 | |
| Refund requests from 6% to 3% | 6 |
```

## Stronger
```document
# Ticketing, 2026-Q3

## Objective: Fans buy from us first

| Key result | Confidence |
|---|---|
| Tickets sold in the app from 900 to 12,000 | 3 |
| Refund requests from 6% to 3% | 6 |
```

## Not flagged
- `Tickets sold in the app from 900 to 12,000`

## Source
Wodtke, *Radical Focus* (2nd edition, 2021): start at a confidence of five in ten and talk about it every
week.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult
from coach.rules._rule import Context, Hit, Rule
from coach.rules._values import compare_values, measure_value

_LARGE = 5.0


def check(key_result: KeyResult, context: Context) -> Iterator[Hit]:
    """Yield the target of a very large step without a confidence."""
    change = key_result.reading.change
    if change.baseline is None or change.target is None or key_result.fields.get("confidence"):
        return
    if compare_values(change.baseline, change.target) != 1 or not _tracks_confidence(context):
        return
    before, after = measure_value(change.baseline), measure_value(change.target)
    if not before or after is None or after < before * _LARGE:
        return
    yield Hit(
        change.target.span,
        f"the target is {after / before:.0f} times the baseline and no confidence is stated",
        "How likely is it, from 0 to 10, and what would have to be true?",
    )


def _tracks_confidence(context: Context) -> bool:
    return any(
        key_result.fields.get("confidence")
        for objective in context.okrs.objectives
        for key_result in objective.key_results
    )


RULE = Rule(
    code="KR302",
    subject=Subject.KEY_RESULT,
    severity=Severity.HINT,
    certainty=0.6,
    check=check,
)
