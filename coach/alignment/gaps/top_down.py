"""Too few OKRs were set by the teams that have to reach them.

## What it claims
Of the OKRs below the highest level (the company's) whose origin is known, fewer than `bottom_up_share` (60%)
come from the team itself.

## When it stays silent
Origins are known for fewer than `fewest_origins` (5) OKRs, or for fewer than half of those below the
company level.

## Why it matters
People commit to what they chose. Where most OKRs are handed down, they become a list of orders, and what
the teams know about customers does not reach the plan.

## Source
Doerr, *Measure What Matters* (2018), chapter 7: the mix usually settles at about half from below. 60% is
this coach's default; set `bottom_up_share` to your own rule.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, make_gap
from coach.domain.alignment import Gap, GapKind, Origin
from coach.domain.finding import Severity

_HALF = 0.5
_CERTAINTY = 0.9
_SHOWN = 5


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap for the organisation, where origins are known."""
    below = context.below
    known = [node for node in below if node.origin is not None]
    if len(known) < context.limits.fewest_origins or len(known) < _HALF * len(below):
        return
    share = sum(node.origin is Origin.TEAM for node in known) / len(known)
    limit = context.limits.bottom_up_share
    if share >= limit:
        return
    top = context.top[0].level.value
    handed = [node for node in known if node.origin is Origin.LEADERSHIP]
    by_team = Counter(node.team or node.level.value for node in handed)
    yield make_gap(
        GapKind.TOP_DOWN,
        Severity.WARNING,
        _CERTAINTY,
        (),
        f"{share:.0%} of the OKRs below the {top} come from the teams themselves; the aim is {limit:.0%}",
        (
            f"{len(known)} of {len(below)} OKRs below the {top} level say who set them",
            f"{len(handed)} were set by leadership",
            "most in: " + ", ".join(f"{team} ({count})" for team, count in by_team.most_common(_SHOWN)),
        ),
        "Give these teams the goal above and a week, and ask for their own OKRs.",
        identity=sorted({node.cycle for node in known}),
    )


CHECK = GapCheck(GapKind.TOP_DOWN, find)
