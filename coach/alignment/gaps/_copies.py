"""OKRs that copy their parent: looked for once, since two kinds of gap rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from coach.alignment.gaps._likeness import (
    has_target,
    have_same_values,
    is_reworded,
    may_say_the_same,
    overlap,
    read_wording,
)
from coach.domain.alignment import Link, Node

__all__ = ["Mirror", "find_mirrors"]

_FEWEST = 2
_HALF = 0.5
_LEAST_SIMILAR = 0.6
_FEWEST_WORDS = 3


class Mirror(NamedTuple):
    """An OKR that copies a parent.

    Attributes:
        node: The OKR.
        parent: What it copies.
        copies: Indices of the copied key results.
    """

    node: Node
    parent: Node
    copies: tuple[int, ...]


def find_mirrors(
    nodes: Mapping[str, Node], parents_of: Mapping[str, Sequence[Link]], share: float
) -> Iterator[Mirror]:
    """Each OKR that copies a parent that it supports.

    Args:
        nodes: All nodes by id, in corpus order.
        parents_of: Links that count as support, by child.
        share: Share of words that two texts must have in common to be copies.
    """
    for node in nodes.values():
        for link in parents_of.get(node.id, ()):
            if link.similarity is not None and link.similarity < _LEAST_SIMILAR:
                continue
            parent = nodes[link.parent]
            copies = _find_copies(node, parent, share)
            if _is_mirror(node, parent, len(copies), share):
                yield Mirror(node, parent, copies)
                break


def _find_copies(node: Node, parent: Node, share: float) -> tuple[int, ...]:
    return tuple(
        index
        for index, text in enumerate(node.key_results)
        if any(_is_copy(text, other, share) for other in parent.key_results)
    )


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
