"""Nobody is named for this key result.

## What it flags
A key result without an owner in a document that names owners elsewhere. An owner of the objective
counts for its key results. Where no one is named anywhere, the rule is silent: the team may own all
of it together.

## Why it weakens the OKR
Beside lines that have a name, the line without one is the one that nobody opens at the check-in.

## Weak
```document
# Ferry team OKRs, 2026-Q3

## Passengers board without a queue
- Median wait at the gate from 14 to 6 minutes (owner: Ines)
- Tickets bought before arrival from 41% to 65%
```

## Stronger
```document
# Ferry team OKRs, 2026-Q3

## Passengers board without a queue
- Median wait at the gate from 14 to 6 minutes (owner: Ines)
- Tickets bought before arrival from 41% to 65% (owner: Tomas)
```

## Not flagged
- A document in which only the objectives have owners.

## Source
Doerr, *Measure What Matters* (2018), chapter 10, on tracking for accountability. An owner on each
line is a habit of OKR tools and no rule of that book, hence the silence where a document names
nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from coach.domain.finding import Severity, Subject
from coach.domain.okr import KeyResult, Objective, OkrSet
from coach.domain.source import Span
from coach.rules._rule import Context, Hit, Rule

_LOOKED_AT = 16
_SHARE = 0.25


def check(key_result: KeyResult, context: Context) -> Iterator[Hit]:
    """Yield the key result as a whole."""
    if _has_owner(key_result) or (context.objective is not None and _has_owner(context.objective)):
        return
    if _uses_owners(context.okrs):
        yield Hit(
            Span(0, len(key_result.text)),
            "no owner is named, though others in this document are",
            "Who will bring the number to the check-in?",
        )


def _has_owner(element: KeyResult | Objective) -> bool:
    return bool(element.fields) and bool(element.fields.get("owner", "").strip())


def _uses_owners(okrs: OkrSet) -> bool:
    """Whether at least a quarter of the first key results have one; a fixed number keeps the cost linear."""
    everyone = (key_result for objective in okrs.objectives for key_result in objective.key_results)
    owned = [_has_owner(key_result) for key_result in islice(everyone, _LOOKED_AT)]
    return sum(owned) >= max(1.0, _SHARE * len(owned))


RULE = Rule(
    code="KR401",
    subject=Subject.KEY_RESULT,
    severity=Severity.HINT,
    certainty=0.8,
    check=check,
)
