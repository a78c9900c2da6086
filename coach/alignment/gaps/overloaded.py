"""More teams push one goal than anybody can keep together.

## What it claims
More than `max_teams` (10) teams support one parent directly, and at least twice as many as support the
average parent of its level.

## When it stays silent
Small organisations, and large ones whose teams spread evenly: there the number follows from the size.

## Why it matters
Where everybody supports the same goal, either the goal is so wide that it chooses nothing, or the others
are starved.

## Source
Doerr, *Measure What Matters* (2018), chapter 4: a goal that everything serves is no choice. Both limits are
this coach's defaults.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.finding import Severity
from coach.domain.okr import Level

_TIMES_AVERAGE = 2.0
_NAMED = 12
_CERTAINTY = 0.7


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each parent with many more teams than its neighbours."""
    by_level: dict[Level, list[tuple[Node, list[str]]]] = defaultdict(list)
    for node in context.nodes:
        if links := context.children_of.get(node.id):
            by_level[node.level].append(
                (node, sorted({_name_team(context.by_id[link.child]) for link in links}))
            )
    for parents in by_level.values():
        average = sum(len(teams) for _, teams in parents) / len(parents)
        for node, teams in parents:
            if len(teams) > context.limits.max_teams and len(teams) >= _TIMES_AVERAGE * average:
                yield _claim(node, teams, average, context.limits.max_teams)


def _claim(node: Node, teams: list[str], average: float, limit: int) -> Gap:
    named = ", ".join(teams[:_NAMED]) + (f" and {len(teams) - _NAMED} more" if len(teams) > _NAMED else "")
    return make_gap(
        GapKind.OVERLOADED,
        Severity.HINT,
        _CERTAINTY,
        (node,),
        f"{len(teams)} teams support {name_node(node)}; the limit is {limit}",
        (named, f"the supported goals of its level have {average:.1f} teams on average"),
        "Split the goal into what can be coordinated, or ask which of these teams could carry another one.",
    )


def _name_team(node: Node) -> str:
    return node.team or node.id


CHECK = GapCheck(GapKind.OVERLOADED, find)
