"""A solution stands in front of the outcome.

## What it flags
`Launch X to lift Y`, `introduce X and bring Y from a to b`: the outcome is there, but behind one way to
reach it.

## Why it weakens the OKR
It ties the team to one idea. If a cheaper way reaches the same number, the key result fails although the
goal was met; if the launch does not move the number, it still earns half the grade.

## Weak
- `Launch single sign-on and move enterprise activation from 20% to 35%`
- `Introduce a loyalty card to raise repeat visits by 15%`

## Stronger
- `Move enterprise activation from 20% to 35%`

## Not flagged
- `Reduce turnover among nurses from 18% to 12%`

## Source
Castro, *The beginner's guide to OKR*: separate the outcome from the initiative that is meant to reach it.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import ClauseKind, Reading, Role
from coach.parsing.lexicon import verbs
from coach.parsing.patterns import pattern
from coach.rules._rule import Context, Hit, Rule, Status
from coach.rules._work import Work, classify_work, underline

_JOINT = pattern(r"(?:\s*[,;&]|\s+(?:and|then|so))\s+(?=([A-Za-z]+))")
_MOVING = verbs("rise_verbs").base | verbs("fall_verbs").base | {"bring", "get", "move"}


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the statement when it is this sort of work."""
    reading = key_result.reading
    if classify_work(key_result) is Work.PREFIX:
        yield Hit(
            _find_solution(key_result),
            "it ties the outcome to one way of reaching it",
            "If another way moved the same number, would the team have reached its goal?",
            certainty=0.45,
            severity=Severity.HINT if _purpose_moves(reading) else None,
        )


def _find_solution(key_result: KeyResult) -> Span:
    """The way, up to its purpose or to the verb of the outcome; all of it where neither is plain."""
    whole = underline(key_result)
    purpose = key_result.reading.clause(ClauseKind.PURPOSE)
    ends = [] if purpose is None else [purpose.span.start]
    ends += [joint.start() for joint in _JOINT.finditer(key_result.text) if joint[1].lower() in _MOVING]
    end = len(key_result.text[: min(ends, default=whole.end)].rstrip(" ,;"))
    return Span(whole.start, end) if whole.start < end < whole.end else whole


def _purpose_moves(reading: Reading) -> bool:
    """Whether the outcome in the purpose clause says from where to where."""
    return any(quantity.role is Role.BASELINE for quantity in reading.quantities)


RULE = Rule(
    code="KR204",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.TASK_LIKE,
    severity=Severity.WARNING,
    certainty=0.7,
    check=check,
    status=Status.PREVIEW,
)
