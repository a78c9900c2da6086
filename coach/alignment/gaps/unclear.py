"""OKRs whose parent is not clear.

## What it claims
These OKRs declare no parent, and no goal above is likely enough to be suggested or unlikely enough to call
them orphans. One line for the organisation, with their best candidates: a list of questions, not of faults.

## When it stays silent
Every OKR below the top declares a parent, says why it stands alone, is suggested one, or is told as an
orphan or an unknown parent; or nothing was compared.

## Why it matters
Most of them do support something that their text does not name. One sentence from each team settles it.

## Source
This coach's own: what is not known is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, count, make_gap, name_node, name_owner
from coach.domain.alignment import Candidate, Gap, GapKind, Node
from coach.domain.finding import Severity

_CERTAINTY = 0.5
_SHOWN = 20


def find(context: GapContext) -> Iterator[Gap]:
    """Yield one gap with every OKR that is neither linked nor an orphan."""
    told = {orphan.node.id for orphan in context.orphans}
    unclear = []
    for node in context.below:
        if node.id in context.parents_of or node.id in told or node.stands_alone_because or node.declared:
            continue
        above = context.closest_above(node, 1)
        if above:
            unclear.append((node, above[0]))
    if unclear:
        yield _claim(unclear, context)


def _claim(unclear: list[tuple[Node, Candidate]], context: GapContext) -> Gap:
    unclear.sort(key=lambda pair: (name_owner(pair[0]).casefold(), -pair[1].probability))
    nodes = [node for node, _ in unclear]
    teams = count(len({name_owner(node) for node in nodes}), "team")
    shown = [
        f"{name_node(node)}: {best.probability:.0%} for {name_node(context.by_id[best.parent])}"
        for node, best in unclear[:_SHOWN]
    ]
    if len(unclear) > _SHOWN:
        shown.append(f"and {len(unclear) - _SHOWN} more")
    return make_gap(
        GapKind.UNCLEAR,
        Severity.HINT,
        _CERTAINTY,
        nodes,
        f"{count(len(nodes), 'OKR')} of {teams}: whom they support is not clear",
        (*shown, f"support counts from {context.threshold:.0%} on"),
        "Ask each of these teams which goal above it serves, and let it declare that.",
        identity=sorted(node.id for node in nodes),
    )


CHECK = GapCheck(GapKind.UNCLEAR, find)
