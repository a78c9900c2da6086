"""One key result has to carry the whole objective.

## What it flags
An objective with exactly one key result.

## Why it weakens the OKR
One number rarely proves an objective. It can be reached in a way that nobody wanted, and nothing
beside it would tell.

## Weak
```document
# Allotment association OKRs, 2026-Q2

## Newcomers stay after the first summer
- Plots given back in the first year from 31% to 15%
```

## Stronger
```document
# Allotment association OKRs, 2026-Q2

## Newcomers stay after the first summer
- Plots given back in the first year from 31% to 15%
- Newcomers with a neighbour as mentor from 2 of 20 to 15 of 20
```

## Not flagged
- A key result that is reviewed on its own, without an objective.

## Source
Google's OKR playbook, printed in Doerr, *Measure What Matters* (2018): insufficient key results for
an objective are a common mistake; re:Work suggests about three.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult, OkrSet
from coach.rules._rule import Context, Hit, Rule


def check(okrs: OkrSet, _: Context) -> Iterator[Hit]:
    """Yield each objective that has one key result."""
    for objective in okrs.objectives:
        if objective.text and len(objective.key_results) == 1:
            reached = "this number" if _has_number(objective.key_results[0]) else "it"
            yield Hit(
                objective.passage.span,
                "the objective has a single key result",
                f"If {reached} were reached, what could still be wrong with the objective?",
            )


def _has_number(key_result: KeyResult) -> bool:
    return key_result.reading.change.target is not None or bool(key_result.fields.get("target"))


RULE = Rule(
    code="ST503",
    subject=Subject.SET,
    severity=Severity.HINT,
    certainty=0.9,
    check=check,
)
