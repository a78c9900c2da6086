"""It is what the team does anyway.

## What it flags
Work or a level that goes on as before: continue, keep running, as usual, as in the past years.

## Why it weakens the OKR
OKRs are for what must change this cycle. What has to go on belongs to the health metrics or the job
description.

## Weak
- `Continue the weekly report to the board`
- `Keep answering tickets as usual`

## Stronger
- `Tickets answered within two hours from 64% to 85%`

## Not flagged
- `Keep churn under 2% while prices rise`
- `Customers keep ordering after the first year: 40% to 55%`

## Source
Google OKR playbook, in Doerr, *Measure What Matters* (2018): business-as-usual OKRs are among its common
traps. Wodtke, *Radical Focus* (2nd edition, 2021): health metrics watch over what must go on.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import Role
from coach.parsing.patterns import lower_aligned, pattern
from coach.rules._rule import Context, Hit, Rule

_USUAL = pattern(
    r"\b(?:as (?:usual|always|ever|before|in (?:the )?past(?: years)?|in previous years|it does today"
    r"|we always have|every (?:year|month|week|quarter))|business as usual|like (?:every|last) (?:year"
    r"|month|week)|same (?:as|number as) (?:in )?(?:the )?(?:last|past|previous)|unchanged|as (?:we"
    r"|they) (?:do|did) (?:today|now|before)|day[- ]to[- ]day)\b",
    hints=(
        *("as usual", "as always", "as ever", "as before", "as in ", "as it ", "as we", "as they"),
        *("like every", "like last", "same ", "unchanged", "day-to", "day to"),
    ),
)
_GOES_ON = pattern(
    r"^\W*(?:(?:we|the [\w ]{3,30}?|our [\w ]{3,30}?)\s+)?(?:continue[sd]?(?: to| with)?"
    r"|keeps?(?: on)?(?= [a-z]+ing\b)|carry on|carries on|go on|goes on|remain responsible|stay on top)\b",
    hints=(
        "continue",
        "keep",
        "carry on",
        "carries on",
        "go on",
        "goes on",
        "remain responsible",
        "stay on top",
    ),
)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the words that say that nothing changes."""
    text = key_result.text
    lowered = lower_aligned(text)
    match = _GOES_ON.search(lowered) or _USUAL.search(lowered)
    if match is None:
        return
    if any(
        quantity.role in (Role.BASELINE, Role.STEP, Role.BOUND) for quantity in key_result.reading.quantities
    ):
        return
    yield Hit(
        Span(*match.span()),
        f"{text[match.start() : match.end()].strip()!r} says that nothing changes",
        "What has to be different at the end of this cycle? If nothing, where do you track it instead?",
    )


RULE = Rule(
    code="KR207",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.BUSINESS_AS_USUAL,
    severity=Severity.HINT,
    certainty=0.8,
    check=check,
)
