"""A declared parent skips a level at which the same goal is already carried.

## What it claims
An OKR declares a parent two or more levels up, nothing closer, while an OKR of a level between supports
that same parent. Always a hint: skipping a level is allowed, and often right.

## When it stays silent
Suggested links; an OKR that declares a parent of the level right above too; no OKR between supports that
parent.

## Why it matters
The level between has promised the same contribution. Either the two know of each other, or one of the two
is doing it alone.

## Source
Doerr, *Measure What Matters* (2018), chapter 7: goals may skip levels; the point is that everybody can see
it.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import LEVEL_RANKS, GapContext
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node, name_owner
from coach.domain.alignment import Gap, GapKind, LinkStatus, Node
from coach.domain.finding import Severity

_CERTAINTY = 0.6
_SHOWN = 4


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each OKR whose nearest declared parent leaves out a level that carries it."""
    for node in context.nodes:
        declared = [
            link
            for link in context.parents_of.get(node.id, ())
            if link.status in (LinkStatus.DECLARED, LinkStatus.CONFIRMED)
        ]
        if not declared:
            continue
        nearest = max((context.by_id[link.parent] for link in declared), key=_rank)
        between = [
            context.by_id[link.child]
            for link in context.children_of.get(nearest.id, ())
            if link.status in (LinkStatus.DECLARED, LinkStatus.CONFIRMED)
            and _rank(nearest) < _rank(context.by_id[link.child]) < _rank(node)
        ]
        if between:
            yield _claim(node, nearest, between)


def _claim(node: Node, parent: Node, between: list[Node]) -> Gap:
    return make_gap(
        GapKind.LEVEL_SKIP,
        Severity.HINT,
        _CERTAINTY,
        (node, parent),
        f"{name_node(node)} declares {name_node(parent)} past the level between, which carries it too",
        [f"between: {name_node(other)}" for other in between[:_SHOWN]],
        f"Ask whether it contributes through {name_owner(between[0])}; if so, declare that parent.",
    )


def _rank(node: Node) -> int:
    return LEVEL_RANKS[node.level]


CHECK = GapCheck(GapKind.LEVEL_SKIP, find)
