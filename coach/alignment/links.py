"""Links with their evidence: declared ones, and those that the text suggests.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

from coach.alignment.cycles import are_apart
from coach.alignment.evidence import Evidence, EvidenceTable, Explain
from coach.alignment.homes import find_homes
from coach.alignment.weighing import Weighed
from coach.domain.alignment import Link, LinkStatus, Node

__all__ = ["ELSEWHERE", "MOST_SUGGESTED", "make_links"]

MOST_SUGGESTED = 3
"""Links suggested for one child at each level above: what supports more is told by its candidates."""
ELSEWHERE = 0.6
"""Probability from which a goal of another department is suggested to a team that has its own."""
_DIGITS = 4


def make_links(
    nodes: Sequence[Node],
    weighed: Weighed,
    *,
    threshold: float,
    explain: Explain,
    speaking: AbstractSet[str] = frozenset(),
) -> tuple[Link, ...]:
    """Every declared link, and suggested ones from the threshold up, in the order of the children.

    Suggested are at most `MOST_SUGGESTED` for one child and level above it, none between cycles that do not
    overlap, none for those in `speaking`, who say themselves what they support, and none below `ELSEWHERE` to
    a goal of another department than those that the team's other OKRs declare.
    """
    positions = {node.id: position for position, node in enumerate(nodes)}
    declared = {
        (child, positions[parent])
        for child, node in enumerate(nodes)
        for parent in node.parent_ids
        if parent in positions
    }
    silent = np.array([node.id not in speaking for node in nodes], bool)
    rows = _choose(nodes, weighed, declared, threshold, silent)
    children, parents = weighed.pairs.children[rows], weighed.pairs.parents[rows]
    table = EvidenceTable(nodes, children, parents, weighed.features[rows], explain)
    columns = (
        children.tolist(),
        parents.tolist(),
        np.round(weighed.probabilities[rows].astype(np.float64), _DIGITS).tolist(),
        np.round(weighed.pairs.similarity[rows].astype(np.float64), _DIGITS).tolist(),
        table.parent_key_results,
    )
    return tuple(
        Link(
            nodes[child].id,
            nodes[parent].id,
            LinkStatus.DECLARED if (child, parent) in declared else LinkStatus.SUGGESTED,
            probability,
            similarity,
            Evidence(table, place),
            key_result,
        )
        for place, (child, parent, probability, similarity, key_result) in enumerate(
            zip(*columns, strict=True)
        )
    )


def _choose(
    nodes: Sequence[Node],
    weighed: Weighed,
    declared: set[tuple[int, int]],
    threshold: float,
    silent: NDArray[np.bool_],
) -> NDArray[np.int64]:
    """Rows of the pairs that become links."""
    rows = weighed.leading(threshold, declared)
    children, parents = weighed.pairs.children[rows], weighed.pairs.parents[rows]
    stated = np.array(list(weighed.find(declared).values()), np.int64)
    is_declared = np.isin(rows, stated)
    is_far = find_homes(nodes, declared).are_elsewhere(children, parents)
    is_free = ~is_declared & silent[children] & ~_are_apart(nodes, children, parents)
    free = np.flatnonzero(is_free & (~is_far | (weighed.probabilities[rows] >= ELSEWHERE)))
    levels, names = _number([node.level for node in nodes])
    groups = children[free].astype(np.int64) * len(names) + levels[parents[free]]
    is_kept = is_declared.copy()
    is_kept[free] = _rank_in_group(groups) < MOST_SUGGESTED
    return rows[is_kept]


def _are_apart(
    nodes: Sequence[Node], children: NDArray[np.int32], parents: NDArray[np.int32]
) -> NDArray[np.bool_]:
    """Whether the cycles of child and parent do not overlap."""
    cycles, names = _number([node.cycle for node in nodes])
    table = np.array([[are_apart(one, other) for other in names] for one in names], bool)
    return table.reshape(len(names), len(names))[cycles[children], cycles[parents]]


def _number(values: Sequence[str]) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """The position of every value among the distinct ones, and these."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(value, len(numbers)) for value in values]
    return np.array(found, np.int32), tuple(numbers)


def _rank_in_group(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """How many of the same group come before each."""
    order = np.argsort(groups, kind="stable")
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    ranks = np.empty(len(groups), np.int64)
    ranks[order] = np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))
    return ranks
