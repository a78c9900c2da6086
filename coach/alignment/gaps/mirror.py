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
from coach.alignment.gaps._likeness import (
    has_target,
    have_same_values,
    is_reworded,
    may_say_the_same,
    overlap,
    read_wording,
)
from coach.domain.alignment import Gap, GapKind, Node
from coach.domain.finding import Severity

_FEWEST = 2
_HALF = 0.5
_LEAST_SIMILAR = 0.6
_FEWEST_WORDS = 3
_CERTAINTY = 0.9


def find(context: GapContext) -> Iterator[Gap]:
    """Yield each OKR that copies a parent that it supports."""
    for node, parent, copies in find_mirrors(context):
        yield _claim(node, parent, copies)


def find_mirrors(context: GapContext) -> Iterator[tuple[Node, Node, list[int]]]:
    """Each OKR that copies a parent, that parent, and the indices of the copied key results."""
    for node in context.nodes:
        for link in context.parents_of.get(node.id, ()):
            if link.similarity is not None and link.similarity < _LEAST_SIMILAR:
                continue
            parent = context.by_id[link.parent]
            copies = _find_copies(node, parent, context.limits.copied_share)
            if _is_mirror(node, parent, len(copies), context.limits.copied_share):
                yield node, parent, copies
                break


def _find_copies(node: Node, parent: Node, share: float) -> list[int]:
    return [
        index
        for index, text in enumerate(node.key_results)
        if any(_is_copy(text, other, share) for other in parent.key_results)
    ]


def _is_copy(text: str, other: str, share: float) -> bool:
    if not may_say_the_same(text, other) or is_reworded(text, other):
        return False
    if not has_target(text) and not has_target(other):
        return overlap(text, other) >= share
    one, two = read_wording(text).content, read_wording(other).content
    if one == two and not (has_target(text) and has_target(other)):
        return len(one) >= _FEWEST_WORDS
    covered = len(one & two) >= share * min(len(one), len(two)) > 0
    return covered and have_same_values(text, other)


def _is_mirror(node: Node, parent: Node, copies: int, share: float) -> bool:
    if copies >= _FEWEST and copies >= _HALF * len(node.key_results):
        return True
    return copies == len(node.key_results) and overlap(node.objective, parent.objective) >= share


def _claim(node: Node, parent: Node, copies: list[int]) -> Gap:
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
