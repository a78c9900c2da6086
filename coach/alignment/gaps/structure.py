"""A set of OKRs is larger than anybody can keep in mind.

## What it claims
One line per set (one team, or the company, at one level in one cycle): more objectives than
`max_objectives` (4), or objectives with more key results than `max_key_results` (4). Always a hint: `coach
review` shows the places.

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

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, count, make_gap, quote
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.audit import GapLimits
from coach.domain.finding import Severity
from coach.domain.okr import Level

_SHOWN = 6


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap per set that is over a limit."""
    sets: dict[tuple[Level, str, str], list[Node]] = defaultdict(list)
    for node in context.nodes:
        if node.team or node.level is Level.COMPANY:
            sets[node.level, node.team, node.cycle].append(node)
    for (level, team, cycle), nodes in sets.items():
        crowded = [node for node in nodes if len(node.key_results) > context.limits.max_key_results]
        if crowded or len(nodes) > context.limits.max_objectives:
            yield _claim((level, team, cycle), nodes, crowded, context.limits)


def _claim(key: tuple[Level, str, str], nodes: list[Node], crowded: list[Node], limits: GapLimits) -> Gap:
    level, team, cycle = key
    said = []
    if len(nodes) > limits.max_objectives:
        said.append(f"{len(nodes)} objectives (the limit is {limits.max_objectives})")
    if crowded:
        said.append(f"{count(len(crowded), 'objective')} with more than {limits.max_key_results} key results")
    over = nodes[limits.max_objectives :] if len(nodes) > limits.max_objectives else crowded
    return make_gap(
        GapKind.STRUCTURE,
        Severity.HINT,
        1.0,
        (over[0], *(node for node in nodes if node is not over[0])),
        f"{team or level.value}{f' ({cycle})' if cycle else ''}: {', and '.join(said)}",
        [f"{len(node.key_results)} key results: {quote(node.objective)}" for node in nodes[:_SHOWN]],
        "Ask which of these would be dropped first, and drop it now.",
        identity=(level.value, team, cycle),
    )


CHECK = GapCheck(GapKind.STRUCTURE, find)
