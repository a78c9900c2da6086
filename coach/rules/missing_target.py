"""Nobody can decide at the end of the cycle whether it was met.

## What it flags
A direction without a size (`Improve retention`), a metric without a value (`Net promoter score`), a wish
(`Guests feel at home`), or work without an end (`Look into alternatives`).

## Why it weakens the OKR
Without a value, a threshold, an all or none, or a clear end, two honest people can look at the same data in
the last week and disagree. Such a key result settles nothing, and the team learns nothing from its grade.

## Weak
- `Improve customer satisfaction`
- `More trust between night shift and day shift`
- `Average repair time`

## Stronger
- `Average repair time from 6 days to 3`
- `No repair takes longer than a week`

## Not flagged
- `Every new tenant gets the keys on the first day`
- `Half of first-time visitors book a second visit`

## Source
Doerr, *Measure What Matters* (2018), chapter 1, quoting Marissa Mayer: "It's not a key result unless it has
a number."
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import Reading, StatementKind
from coach.rules._rule import Context, Hit, Rule
from coach.rules._work import soften

_MESSAGES = {
    "movement-lead": "it names a direction but no value to reach",
    "comparative": "it names a direction but no value to reach",
    "metric": "it names a metric but no value to reach",
    "question": "it is a question, not a result",
    "fragment": "it names a thing, not what shall be true of it",
}
_QUESTION = "Which number, or which plain yes or no, would settle it for someone who was not there?"
_QUESTIONS = {"fragment": "What about it shall be true at the end, and who would see it?"}


def check(key_result: KeyResult, context: Context) -> Iterator[Hit]:
    """Yield the whole statement when two observers could disagree."""
    reading = key_result.reading
    floor = 0.3 if context.strict else 0.5
    if reading.unmeasurable < floor or key_result.fields.get("target"):
        return
    is_work = reading.kind is StatementKind.TASK
    yield Hit(
        Span(0, len(key_result.text)),
        "nobody could say when it is finished"
        if is_work
        else _MESSAGES.get(
            reading.decided_by, "nobody could decide whether it was met: no value, no threshold, no clear end"
        ),
        "What would a neutral observer look at to say that it is done?"
        if is_work
        else _QUESTIONS.get(reading.decided_by, _QUESTION),
        certainty=reading.unmeasurable,
        severity=Severity.HINT if is_work and _is_flagged_as_work(reading) and not context.strict else None,
    )


def _is_flagged_as_work(reading: Reading) -> bool:
    """Whether a warning about the work already stands; a second one would only be louder."""
    return soften(reading) is None


RULE = Rule(
    code="KR101",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.UNMEASURABLE,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
