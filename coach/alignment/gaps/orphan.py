"""An OKR supports nothing above it.

## What it claims
No level above holds an objective or key result that this OKR visibly brings closer: none is declared, none
is confirmed, and the best probability of all candidates is below the threshold. Its certainty is a
calibrated chance that it supports nothing, read from its five likeliest parents (several that are a little
likely speak against it as one that is likelier does) and from the kind of text that it is: an anniversary
or a tool changed for its own sake is on few lists of goals. A warning from `sure_orphan` (0.75) on, else a
hint; always a hint where there are no key results, because a title alone says little.

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

from coach.alignment.gaps._context import GapContext, Orphan
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node
from coach.domain.alignment import Gap, GapKind
from coach.domain.finding import Severity

_SHOWN = 3
_TOLD = 1.0
"""Log odds of the text from which it is told as evidence."""


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each OKR below the top that has no parent and could have had one."""
    for orphan in context.orphans:
        yield _claim(orphan, context)


def _claim(orphan: Orphan, context: GapContext) -> Gap:
    node, above, certainty, text = orphan
    is_sure = certainty >= context.limits.sure_orphan and bool(node.key_results)
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
            "" if node.key_results else "it has no key results, so only its title could be read",
            "texts like this one seldom serve a goal above, whatever the goals are" if text >= _TOLD else "",
            *(f"{one.probability:.0%} for {name_node(context.by_id[one.parent])}" for one in above[:_SHOWN]),
            f"support counts from {context.threshold:.0%} on",
        ),
        step,
    )


CHECK = GapCheck(GapKind.ORPHAN, find)
