"""An OKR copies its parent instead of saying what the team adds.

## What it claims
The OKR repeats its parent: half or more of its key results (and at least two) say the same with the same
numbers as key results of the parent (or name the very same metric, where one of the two gives no numbers),
or the objective and its only key result do. A warning where all are copies, else a hint.

## When it stays silent
One shared key result: a team may well carry a number of the company. The same objective with key results of
its own. The link was rejected.

## Why it matters
A copied OKR cannot be missed or reached on its own: it says nothing of what this team will do differently,
and the team is graded by the work of all.

## Source
Doerr, *Measure What Matters* (2018), chapter 7, on the cost of strict cascading: copying goals down a level
adds pages, not contribution.
"""

from __future__ import annotations

from collections.abc import Iterator

from coach.alignment.gaps._context import GapContext
from coach.alignment.gaps._gap import GapCheck, make_gap, name_node, quote
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.finding import Severity

_CERTAINTY = 0.9


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each OKR that copies a parent that it supports."""
    for mirror in context.mirrors:
        yield _claim(mirror.node, mirror.parent, mirror.copies)


def _claim(node: Node, parent: Node, copies: tuple[int, ...]) -> Gap:
    total = len(node.key_results)
    everything = len(copies) == total
    what = "everything" if everything else f"{len(copies)} of {total} key results"
    return make_gap(
        GapKind.MIRROR,
        Severity.WARNING if everything else Severity.HINT,
        _CERTAINTY,
        (node, parent),
        f"{name_node(node)} copies {what} from {name_node(parent)}",
        [f"key result {index + 1}: {quote(node.key_results[index])}" for index in copies]
        or ["the objective says the same, and there are no key results"],
        "Ask the team which part of this it moves, and let it measure that part.",
    )


CHECK = GapCheck(GapKind.MIRROR, find)
