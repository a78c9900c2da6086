"""A declared parent skips a level at which the same goal is already carried.

## What it claims
OKRs declare a parent two or more levels up, nothing closer, while an OKR of a level between declares that
same parent, and their text says that they may well support it: its probability reaches the threshold. One
line per parent. Always a hint: skipping a level is allowed, and often right.

## When it stays silent
Suggested links; an OKR that declares a parent of the level right above too; no OKR between declares that
parent, or none that is likely.

## Why it matters
The level between has promised the same contribution. Either the two know of each other, or one of the two
is doing it alone.

## Source
Doerr, *Measure What Matters* (2018), chapter 7: goals may skip levels; the point is that everybody can see
it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from coach.alignment.gaps._context import LEVEL_RANKS, GapContext, is_firm
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node, name_owner
from coach.domain.alignment import Gap, GapKind, Link, Node
from coach.domain.finding import Severity

_CERTAINTY = 0.6
_SHOWN = 8


class _Skip(NamedTuple):
    """An OKR that skips a level, and the likeliest parent at that level with its probability."""

    node: Node
    between: Node
    probability: float


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each parent that OKRs declare past a level that carries it."""
    skips: dict[str, list[_Skip]] = defaultdict(list)
    for node in context.nodes:
        declared = [context.by_id[link.parent] for link in _firm(context.parents_of.get(node.id, ()))]
        if not declared:
            continue
        nearest = max(declared, key=_rank)
        skip = _find_between(node, nearest, context)
        if skip is not None:
            skips[nearest.id].append(skip)
    for parent, found in skips.items():
        yield _claim(context.by_id[parent], found)


def _firm(links: Iterable[Link]) -> list[Link]:
    return [link for link in links if is_firm(link)]


def _find_between(node: Node, nearest: Node, context: GapContext) -> _Skip | None:
    """The likeliest of the OKRs between the two that declare the same parent."""
    best: _Skip | None = None
    for link in _firm(context.children_of.get(nearest.id, ())):
        between = context.by_id[link.child]
        if not _rank(nearest) < _rank(between) < _rank(node):
            continue
        chance = context.probability(node.id, between.id)
        if chance is not None and chance >= context.threshold and (not best or chance > best.probability):
            best = _Skip(node, between, chance)
    return best


def _claim(parent: Node, skips: list[_Skip]) -> Gap:
    shown = [
        f"{name_node(skip.node)}: {skip.probability:.0%} for {name_node(skip.between)}"
        for skip in skips[:_SHOWN]
    ]
    if len(skips) > _SHOWN:
        shown.append(f"and {len(skips) - _SHOWN} more")
    who = f"{name_node(skips[0].node)} declares" if len(skips) == 1 else f"{len(skips)} OKRs declare"
    step = f"Ask whether it contributes through {name_owner(skips[0].between)}; if so, declare that parent."
    if len(skips) > 1:
        step = "Ask each whether it contributes through the OKR beside it; if so, declare that parent."
    return make_gap(
        GapKind.LEVEL_SKIP,
        Severity.HINT,
        _CERTAINTY,
        [*(skip.node for skip in skips), parent],
        f"{who} {name_node(parent)} past the level between, which carries it too",
        shown,
        step,
    )


def _rank(node: Node) -> int:
    return LEVEL_RANKS[node.level]


CHECK = GapCheck(GapKind.LEVEL_SKIP, find)
