"""A company objective hangs on one weak supporter.

## What it claims
Exactly one OKR below supports this objective, nobody confirmed it, and its probability is less than
`weak_margin` (0.15) above the threshold, or the declared link is below the threshold.

## When it stays silent
Two or more supporters, a confirmed link, or a declared link whose probability was not computed.

## Why it matters
One team that misses, or that meant something else, leaves the priority without anyone.

## Source
This coach's own: the same reasoning as for an uncovered objective, one step earlier.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node
from coach.domain.alignment import Gap, GapKind, LinkStatus
from coach.domain.finding import Severity


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each company objective with one weak supporter."""
    for node in context.top:
        links = context.children_of.get(node.id, [])
        if len(links) != 1:
            continue
        link = links[0]
        if link.status is LinkStatus.CONFIRMED or link.probability is None:
            continue
        margin = context.limits.weak_margin if link.status is LinkStatus.SUGGESTED else 0.0
        if link.probability >= context.threshold + margin:
            continue
        child = context.by_id[link.child]
        yield make_gap(
            GapKind.THIN,
            Severity.HINT,
            1.0 - link.probability,
            (node, child),
            f"{name_node(node)} hangs on one weak supporter, {name_node(child)}",
            (
                f"{link.status.value}, probability {link.probability:.0%}",
                f"support counts from {context.threshold:.0%} on",
                *link.evidence,
            ),
            "Ask that team whether it means this goal, and who else should carry it.",
        )


CHECK = GapCheck(GapKind.THIN, find)
