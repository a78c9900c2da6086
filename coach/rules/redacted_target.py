"""The target is hidden behind a letter or a placeholder.

## What it flags
A key result whose value is written as `X%`, `N1`, `TBD`, `??` or a similar stand-in.

## Why it weakens the OKR
A reader without the hidden number cannot tell how big the step is, and nobody can grade it in the open.
Where the number is confidential, say where it can be read.

## Weak
- `Win rate in public tenders up to X%`
- `Sign N1 new hospitals`

## Stronger
- `Win rate in public tenders from 18% to 25%`

## Not flagged
- `S3 storage cost per ward down from 900 to 400 euros`

## Source
Doerr, *Measure What Matters* (2018), chapter 7: OKRs are open to everyone in the company.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.statement import QuantityKind
from coach.rules._rule import Context, Hit, Rule


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the first redacted quantity; the message names them all."""
    spans = [
        quantity.span for quantity in key_result.reading.quantities if quantity.kind is QuantityKind.REDACTED
    ]
    if not spans:
        return
    words = [span.of(key_result.text) for span in spans]
    named = ", ".join(words)
    is_open = all(word.startswith("[") for word in words)
    yield Hit(
        spans[0],
        f"still to be filled in: {named}" if is_open else f"hidden, where a number should stand: {named}",
        "Who knows what belongs there, and by when?"
        if is_open
        else "Where can the people who need to know read it, and who sets it?",
    )


RULE = Rule(
    code="KR105",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.NO_BASELINE,
    severity=Severity.HINT,
    certainty=0.9,
    check=check,
)
