"""An OKR declares one parent, and its text suggests another.

## What it claims
The declared parent's probability is below half the threshold (`unlike_below`), and another node above
reaches the threshold and `least_certainty` (0.5). Always a hint: the team knows more than its text says,
and the declaration stands.

## When it stays silent
The declared parent was confirmed; the better candidate is declared too, or is above or below the declared
parent in the same line of support, or is a goal of another department at the declared parent's level,
below the highest: two departments often want alike things, and a team belongs to one.

## Why it matters
A link from last cycle, or one made because a field had to be filled, hides an orphan and a gap above it.

## Source
This coach's own. Real link fields follow the reporting line as often as the goal, so a declaration is worth
a look.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import LEVEL_RANKS, GapContext
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node
from coach.domain.alignment import Candidate, Gap, GapKind, Link, LinkStatus, Node
from coach.domain.finding import Severity


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each OKR whose every declared parent looks unlike while another looks right."""
    for node in context.nodes:
        links = context.parents_of.get(node.id, [])
        declared = [link for link in links if link.status is LinkStatus.DECLARED]
        if not declared or any(link.status is LinkStatus.CONFIRMED for link in links):
            continue
        best = max(declared, key=lambda link: link.probability or 0.0)
        if best.probability is None or best.probability >= context.limits.unlike_below * context.threshold:
            continue
        other = _find_other(node, {link.parent for link in declared}, context)
        if other is not None:
            yield _claim(node, best, other, context)


def _find_other(node: Node, declared: set[str], context: GapContext) -> Candidate | None:
    """The likeliest candidate that is likely enough and in no line with a declared parent."""
    least = max(context.threshold, context.limits.least_certainty)
    in_line = declared.union(*(context.ancestors(parent) for parent in declared))
    homes = {(parent.level, parent.team) for parent in map(context.by_id.__getitem__, declared)}
    for candidate in context.closest_above(node):
        if candidate.probability < least:
            return None
        if candidate.parent in in_line or declared & set(context.ancestors(candidate.parent)):
            continue
        other = context.by_id[candidate.parent]
        is_home = (other.level, other.team) in homes or all(level is not other.level for level, _ in homes)
        if is_home or LEVEL_RANKS[other.level] == context.top_rank:
            return candidate
    return None


def _claim(node: Node, link: Link, other: Candidate, context: GapContext) -> Gap:
    declared, suggested = context.by_id[link.parent], context.by_id[other.parent]
    return make_gap(
        GapKind.DECLARED_BUT_UNLIKE,
        Severity.HINT,
        other.probability - (link.probability or 0.0),
        (node, declared, suggested),
        f"{name_node(node)} declares {name_node(declared)}, its text suggests {name_node(suggested)}",
        (
            f"declared: {link.probability or 0.0:.0%}",
            f"suggested: {other.probability:.0%}; support counts from {context.threshold:.0%} on",
            *link.evidence,
        ),
        "Ask the team which goal it means; if the declared one, confirm it in links.yaml.",
    )


CHECK = GapCheck(GapKind.DECLARED_BUT_UNLIKE, find)
