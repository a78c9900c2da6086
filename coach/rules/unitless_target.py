"""The number has no unit, so it can mean several things.

## What it flags
A bare number as the value of a metric that needs a unit, such as a time, a rate or an amount of money.

## Why it weakens the OKR
"Response time to 4" may be minutes, hours or days. The team reads one thing, the steering group another.

## Weak
- `Reduce response time from 9 to 4`
- `Grow revenue to 5`

## Stronger
- `Reduce response time from 9 hours to 4 hours`

## Not flagged
- `Raise NPS from 31 to 45`
- `Grow the number of active clubs from 12 to 30`

## Source
Niven and Lamorte, *Objectives and Key Results* (2016), chapter 3: key results are specific, so that their
readers need not guess.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.statement import QuantityKind, StatementKind
from coach.parsing.patterns import pattern
from coach.rules._rule import Context, Hit, Rule

_NEED_UNIT = frozenset(
    "time latency duration delay rate share revenue cost costs conversion retention churn margin spend "
    "turnover downtime uptime availability utilisation utilization income wait waiting".split()
)
_LAST_WORD = pattern(r"\w+$")


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield a bare target of a metric that needs a unit."""
    reading = key_result.reading
    target, metric = reading.change.target, reading.change.metric
    if (
        target is None
        or metric is None
        or target.kind is not QuantityKind.COUNT
        or key_result.fields.get("unit")
    ):
        return
    if reading.kind is StatementKind.TASK:
        return
    measured = _LAST_WORD.search(metric.of(key_result.text).lower())
    if measured is None or measured.group() not in _NEED_UNIT:
        return
    baseline = reading.change.baseline
    rest = key_result.text[target.span.end :].lstrip()
    if (baseline is not None and baseline.unit) or (
        rest and (rest[0].isalpha() or rest[0] in "/%-+") and not _ends(rest)
    ):
        return
    yield Hit(
        target.span,
        f"{target.span.of(key_result.text)!r} has no unit, though {metric.of(key_result.text)!r} needs one",
        "In which unit is it read, and over which period?",
    )


def _ends(rest: str) -> bool:
    return rest.split(None, 1)[0].lower() in ("by", "in", "until", "before", "for", "from", "and")


RULE = Rule(
    code="KR104",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.VAGUE,
    severity=Severity.HINT,
    certainty=0.7,
    check=check,
)
