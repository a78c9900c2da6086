"""A company objective hangs on one weak supporter.

## What it claims
Exactly one OKR below supports this objective, by its text alone; its probability is less than `weak_margin`
(0.15) above the threshold; and of the other OKRs that do not say what they support, the likeliest leave
the goal without support with a certainty of `sure_uncovered` (0.6) or more. Never more than half sure.

## When it stays silent
Two or more supporters, or one that is declared or confirmed: what a team declares is believed. Another OKR
that may well support it too.

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

_MOST_CERTAIN = 0.5


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each company objective with one weak supporter."""
    for node in context.top:
        links = context.children_of.get(node.id, [])
        if len(links) != 1 or links[0].status is not LinkStatus.SUGGESTED:
            continue
        link = links[0]
        if link.probability is None or link.probability >= context.threshold + context.limits.weak_margin:
            continue
        others = [pair for pair in context.free_below(node) if pair[0] != link.child]
        if context.doubt_support(one.probability for _, one in others) < context.limits.sure_uncovered:
            continue
        child = context.by_id[link.child]
        after = [f"next: {one.probability:.0%} for {name_node(context.by_id[of])}" for of, one in others[:1]]
        yield make_gap(
            GapKind.THIN,
            Severity.HINT,
            min(_MOST_CERTAIN, 1.0 - link.probability),
            (node, child),
            f"{name_node(node)} hangs on one weak supporter, {name_node(child)}",
            (
                f"{link.status.value}, probability {link.probability:.0%}",
                f"support counts from {context.threshold:.0%} on",
                *after,
                *link.evidence,
            ),
            "Ask that team whether it means this goal, and who else should carry it.",
        )


CHECK = GapCheck(GapKind.THIN, find)
