"""An OKR supports nothing above it.

## What it claims
No level above holds an objective or key result that this OKR visibly brings closer: none is declared, none
is confirmed, and the best probability of all candidates is below the calibration's limit for orphans (the
threshold unless the calibration has one). Its certainty is the chance that none of the three likeliest
parents is real. A warning from `sure_orphan` (0.75) on, else a hint.

## When it stays silent
The OKR declares a parent (even one that cannot be found: that is listed as a problem of the input), says
why it stands alone, has a confirmed link, or has nothing above it to compare with. A claim that is less
certain than `least_certainty` (0.5) is not made.

## Why it matters
A team that works well on something nobody chose costs as much as a team that works badly. Sometimes the OKR
is right and the company's list lacks a goal: both are worth a talk before the cycle starts.

## Source
Doerr, *Measure What Matters* (2018), chapter 7: aligned goals are the exception, and teams that see how
they contribute are more committed. Probability, not likeness, decides; see the data card of the weights.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext, is_firm
from coach.alignment.gaps._gap import GapCheck, doubt_all, make_gap, name_node
from coach.domain.alignment import Candidate, Gap, GapKind, Node
from coach.domain.finding import Severity


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each OKR below the top that has no parent and could have had one."""
    limit = context.threshold if context.orphan_below is None else context.orphan_below
    for node in context.below:
        if node.stands_alone_because or node.declared or node.parent_ids:
            continue
        if any(is_firm(link) for link in context.parents_of.get(node.id, ())):
            continue
        above = context.closest_above(node)
        certainty = doubt_all(one.probability for one in above)
        if above and above[0].probability < limit and certainty >= context.limits.least_certainty:
            yield _claim(node, above, context, limit, certainty)


def _claim(node: Node, above: list[Candidate], context: GapContext, limit: float, certainty: float) -> Gap:
    is_sure = certainty >= context.limits.sure_orphan
    step = "Name the goal above that it serves, or say in the document why it stands alone."
    if not is_sure:
        parent = name_node(context.by_id[above[0].parent])
        step = f"Ask whether it serves {parent}: then declare it; if not, say why it stands alone."
    return make_gap(
        GapKind.ORPHAN,
        Severity.WARNING if is_sure else Severity.HINT,
        certainty,
        (node,),
        f"{name_node(node)} {'supports nothing' if is_sure else 'has no clear parent'} above it",
        (
            "declares no parent and no reason to stand alone",
            *(f"{one.probability:.0%} for {name_node(context.by_id[one.parent])}" for one in above),
            f"below {limit:.0%}, an OKR counts as supporting nothing",
        ),
        step,
    )


CHECK = GapCheck(GapKind.ORPHAN, find)
