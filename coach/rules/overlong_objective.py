"""The objective takes too long to say.

## What it flags
An objective of more words than the limit (25 unless the organisation sets another), or of more than
one sentence. Notes in brackets, links and issue numbers do not count.

## Why it weakens the OKR
People steer by an objective that they can repeat from memory. What does not fit into one sentence
is usually a plan, a reason or a second goal that belongs elsewhere.

## Weak
- `The bakery smells of bread at six. Queues are short. Nobody leaves without a roll.`
- `We want quiet nights. Not only on ward 2. And not only when the senior nurse is there.`

## Stronger
- `Nights on our wards are quiet, whoever is on duty`

## Not flagged
- `Quality first: riders stop checking the brakes before they set off`
- `Dr. Oduya, Mrs. Lind and the night nurses of St. Birgitta ask us before they change the ward plan`

## Source
Wodtke, *Radical Focus* (2016): an objective is a single sentence. The figure of 25 words is this
coach's default, not hers.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import Severity, Subject
from coach.domain.okr import Objective
from coach.domain.source import Span
from coach.parsing.patterns import pattern
from coach.rules._objective_text import Wording, read_wording
from coach.rules._rule import Context, Hit, Rule

_SHORT = 8
_TOKEN = pattern(r"\S*\w\S*")


def check(objective: Objective, context: Context) -> Iterator[Hit]:
    """Yield what stands beyond the limit, or beyond the first sentence."""
    wording = read_wording(objective.text)
    limit = context.limits.max_objective_words
    count = sum(1 for _ in _TOKEN.finditer(wording.core))
    if count > limit:
        yield Hit(
            _beyond(wording, limit),
            f"the objective has {count} words; aim for {limit} at most",
            "Which single sentence would the team repeat without looking it up?",
        )
        return
    if count <= _SHORT:
        return
    sentences = wording.sentences()
    if len(sentences) > 1:
        yield Hit(
            Span(_first_letter(wording, sentences[1].start), wording.span.end),
            f"the objective has {len(sentences)} sentences",
            "Which of these sentences is the goal, and which belong in key results or a note?",
            certainty=0.75,
        )


def _beyond(wording: Wording, limit: int) -> Span:
    """From the first word over the limit to the last."""
    seen = 0
    end = 0
    for word in wording.words:
        if end == 0 or any(character.isspace() for character in wording.core[end : word.start]):
            seen += 1
        end = word.end
        if seen > limit:
            return Span(word.start, wording.span.end)
    return wording.span


def _first_letter(wording: Wording, start: int) -> int:
    """The start of the first word at or after an offset."""
    return next(word.start for word in wording.words if word.start >= start)


RULE = Rule(
    code="OB104",
    subject=Subject.OBJECTIVE,
    severity=Severity.WARNING,
    certainty=0.9,
    check=check,
)
