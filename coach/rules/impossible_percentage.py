"""A share is over 100% or below zero.

## What it flags
A share that cannot be: `110% of customers`, `availability of 101%`.

## Why it weakens the OKR
A share of a whole ends at 100%. Either the number is a slip, or the metric is not the one that the words
name.

## Weak
- `110% of our customers renew`
- `Reach an availability of 101%`

## Stronger
- `Reach 110% of the sales plan`

## Not flagged
- `Net revenue retention from 104% to 112%`
- `Grow bookings by 150%`

## Source
Arithmetic: a part is not greater than its whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.statement import QuantityKind, Role
from coach.parsing.lexicon import nouns
from coach.parsing.patterns import pattern
from coach.rules._rule import Context, Hit, Rule

_WHOLE = pattern(r"^\s*of\s+(?:all\s+|the\s+|our\s+|new\s+|every\s+)*(?P<noun>[a-z]+)", re.IGNORECASE)
_SHARE_METRIC = pattern(
    r"\b(?:availability|uptime|attendance|conversion|completion rate|response rate|pass rate|open rate"
    r"|occupancy|accuracy|share of [a-z ]+|success rate)"
    r"\s*(?:rate\s*)?(?:to|of|at|from|above|over|:|=|>|≥|reaches)?\s*(?:at least\s*)?$",
    re.IGNORECASE,
)
_FULL = 100.0


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield a percentage that a share cannot have."""
    text = key_result.text
    for quantity in key_result.reading.quantities:
        if quantity.kind is not QuantityKind.PERCENT or quantity.value is None or quantity.role is Role.STEP:
            continue
        if 0 <= quantity.value <= _FULL:
            continue
        whole = _WHOLE.match(text[quantity.span.end :])
        is_share = whole is not None and whole["noun"].lower() in nouns("actors")
        if is_share or _SHARE_METRIC.search(text[: quantity.span.start]):
            yield Hit(
                quantity.span,
                f"a share cannot be {quantity.span.of(text)}",
                "Which whole is it a share of, and which value did you mean?",
            )


RULE = Rule(
    code="KR108",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.INCONSISTENT,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
