"""The objective keeps things as they are.

## What it flags
An objective that announces more of the same: continue, carry on, maintain, ongoing, as usual, keep
the lights on, with nothing that makes keeping it hard.

## Why it weakens the OKR
Running work needs no objective. It takes one of the few places for change and is always reached, so
it teaches nothing.

## Weak
- `Continue to answer guest letters within the agreed time`
- `Maintain the existing ticket machines`
- `Payroll as usual`

## Stronger
- `Guests get their answer before they ask twice`

## Not flagged
- `Keep the ice rink open while the roof is being replaced`
- `Continue to shorten the queue at the passport desk`

## Source
Google re:Work, *Set goals with OKRs*: avoid objectives that do not push for new achievements, such
as "keep doing X"; Google's OKR playbook, printed in Doerr, *Measure What Matters* (2018), lists
business-as-usual OKRs among the common traps.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.finding import IssueKind, Severity, Subject
from coach.domain.okr import Objective
from coach.domain.source import Span
from coach.parsing.patterns import lower_aligned, pattern
from coach.rules._objective_text import read_wording
from coach.rules._rule import Context, Hit, Rule

_MAY_GO_ON = tuple(
    "contin|carry|go on|going on|keep|sustain|maintain|preserve|ongoing|further|normal|regular|routine|stay"
    "|usual|as |according".split("|")
)
_START = r"^\W*(?:(?:to|we|we will|we want to|i|i will)\s+)?"
_SAME = pattern(
    _START + r"(?:(?:continu(?:e|ing)\b|carry(?:ing)? on\b|go(?:ing)? on (?=with\b|\w+ing\b)"
    r"|keep(?:ing)? (?:on )?(?!growing|improving|learning)\w{2,}ing\b"
    r"|keep(?:ing)? the lights on|sustain(?:ing)?\b|maintain(?:ing)?\b|preserve the status quo"
    r"|(?:ongoing|further|continued|normal|regular|routine) "
    r"(?:operation|running|maintenance|delivery|support|work|business)\b"
    r"|stay(?:ing)? (?:on|the) course\b)"
    r"|keep(?:ing)? (?:\S+ ){1,5}"
    r"(?:running|going|active|alive|operational|up to date|up and running|as (?:it is|is))\b)"
    r"|\b(?:as (?:usual|always|before|ever|in (?:the )?previous years|in the past|we always do|it is today)"
    r"|business as usual"
    r"|(?:at|with|in) the usual\b|according to the (?:yearly|annual|monthly|weekly|regular|usual) plan)\b"
    r"|\bcontinues? to (?:run|operate|work|go out|function)\b"
)
_STRAIN = pattern(
    r"\b(?:while|whilst|even|although|though|despite|in spite|when|whenever|during|through|without|unless"
    r"|until|but|so that|because|after|as (?:we|the|our|they|it)(?! always| is)"
    r"|under|if|no longer|never|nobody|who|whom)\b|:\s*\w"
)
_CHANGE = pattern(
    r"\b(?:improv|grow|build|develop|evol|rais|reduc|creat|expand|increas|shorten|lower|cut|scal|drive"
    r"|driving|strengthen|broaden|deepen|moderni[sz]|transform|mov|accelerat|effort|push|extend|widen"
    r"|simplif|faster|better|more|fewer|less)\w*"
)


def check(objective: Objective, _: Context) -> Iterator[Hit]:
    """Yield the words that promise more of the same."""
    text = objective.text.lower()
    if not any(words in text for words in _MAY_GO_ON):
        return
    core = read_wording(objective.text).core
    lowered = lower_aligned(core)
    match = _SAME.search(lowered)
    if match is None:
        return
    rest = lowered[match.end() :]
    if _CHANGE.search(rest) or _STRAIN.search(lowered):
        return
    said = core[match.start() : match.end()].strip()
    start = core.index(said, match.start())
    yield Hit(
        Span(start, start + len(said)),
        f"{said!r} promises more of the same",
        "What would be different for somebody at the end of the cycle if this went well?",
    )


RULE = Rule(
    code="OB107",
    subject=Subject.OBJECTIVE,
    kind=IssueKind.BUSINESS_AS_USUAL,
    severity=Severity.WARNING,
    certainty=0.8,
    check=check,
)
