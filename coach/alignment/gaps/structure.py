"""Sets of OKRs are larger than anybody can keep in mind.

## What it claims
One line for the organisation: sets (one team, or the company, at one level in one cycle) with more objectives
than `max_objectives` (4), or with objectives of more key results than `max_key_results` (4). The largest are
named in the evidence. Always a hint: `coach review` shows the places.

## When it stays silent
OKRs below the company that name no team: they cannot be told apart.

## Why it matters
A long list is a choice that was not made; the week makes it instead.

## Source
Doerr, *Measure What Matters* (2018), chapter 4; the same limits as in the rules ST501 and ST502.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, count, make_gap, name_owner, quote
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.audit import GapLimits
from coach.domain.finding import Severity
from coach.domain.okr import Level

_SHOWN = 8
_Key = tuple[Level, str, str]


class _Over(NamedTuple):
    """A set that is over a limit: its size, what to say of it, and what is too much in it."""

    size: int
    key: _Key
    said: str
    nodes: list[Node]


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap with every set that is over a limit."""
    sets: dict[_Key, list[Node]] = defaultdict(list)
    for node in context.nodes:
        if node.team or node.level is Level.COMPANY:
            sets[node.level, node.team, node.cycle].append(node)
    over = [found for key, nodes in sets.items() if (found := _weigh(key, nodes, context.limits))]
    if over:
        yield _claim(sorted(over, key=lambda one: -one.size), len(sets))


def _weigh(key: _Key, nodes: list[Node], limits: GapLimits) -> _Over | None:
    """What is too much in a set, the surplus first; `None` where nothing is."""
    crowded = [node for node in nodes if len(node.key_results) > limits.max_key_results]
    surplus = nodes[limits.max_objectives :]
    said = []
    if surplus:
        said.append(f"{len(nodes)} objectives (the limit is {limits.max_objectives})")
    if crowded:
        said.append(f"{count(len(crowded), 'objective')} with more than {limits.max_key_results} key results")
    if not said:
        return None
    size = sum(1 + len(node.key_results) for node in nodes)
    cycle = nodes[0].cycle
    name = f"{name_owner(nodes[0])}{f' ({cycle})' if cycle else ''}"
    return _Over(size, key, f"{name}: {', and '.join(said)}", surplus or crowded)


def _claim(over: list[_Over], sets: int) -> Gap:
    shown = [one.said for one in over[:_SHOWN]]
    if len(over) > _SHOWN:
        shown.append(f"and {len(over) - _SHOWN} more")
    if len(over) == 1:
        shown = [
            f"{count(len(node.key_results), 'key result')}: {quote(node.objective)}"
            for node in over[0].nodes[:_SHOWN]
        ]
    return make_gap(
        GapKind.STRUCTURE,
        Severity.HINT,
        1.0,
        [node for one in over for node in one.nodes],
        over[0].said if len(over) == 1 else f"{len(over)} of {sets} sets of OKRs are over a limit",
        shown,
        "Ask each of these teams which it would drop first.",
        identity=sorted("/".join(one.key) for one in over),
    )


CHECK = GapCheck(GapKind.STRUCTURE, find)
