"""The number can rise while nobody is better off.

## What it flags
Followers, likes, impressions, page views, downloads, lines of code, story points, posts viewed.

## Why it weakens the OKR
Such numbers grow with spending or noise. They say nothing about customers who come back, pay, recover or
learn.

## Weak
- `Reach 10,000 Instagram followers from 4,000`
- `Increase page views by 30%`

## Stronger
- `Visitors from social media who book a tour: 40 to 120 a month`

## Not flagged
- `Follower churn among paying members below 2%`

## Source
Ries, *The Lean Startup* (2011), chapter 7: vanity metrics against actionable metrics.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.domain.statement import StatementKind
from coach.parsing.patterns import lower_aligned, pattern
from coach.rules._rule import Context, Hit, Rule

_VANITY = pattern(
    r"\b(?:followers?|likes|impressions|page[- ]?views?|pageviews|(?:app |total )?downloads|installs"
    r"|lines of code|story points|retweets|upvotes|(?:github |repo )?stars|video views|views|reach of"
    r"|registered users|sign-?up emails|media mentions|press mentions|shares on|hits)\b(?!\s+(?:churn"
    r"|retention|who|that|per paying|to paid|conversion))"
)
_VALUE_TOO = pattern(
    r"\b(?:pay|paid|paying|buy|bought|book|convert|conversion|trial|lead|revenue|retention"
    r"|return|request|demo|order|activated?|per paying)\w*\b"
)


def check(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    """Yield the vanity metric of an outcome that names no use of it."""
    if key_result.reading.kind not in (StatementKind.OUTCOME, StatementKind.UNCLEAR):
        return
    lowered = lower_aligned(key_result.text)
    match = _VANITY.search(lowered)
    if match is None or _VALUE_TOO.search(lowered):
        return
    span = Span(*match.span())
    yield Hit(
        span,
        f"{span.of(key_result.text)!r} can rise while no customer is better off",
        "What do those people do next that shows it was worth it?",
    )


RULE = Rule(
    code="KR206",
    subject=Subject.KEY_RESULT,
    kind=IssueKind.VANITY,
    severity=Severity.HINT,
    certainty=0.7,
    check=check,
)
