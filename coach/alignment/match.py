"""Candidates: for each node the nodes of levels above that its texts are closest to.

A team's objective may carry one company key result, or support an objective freely, or serve a parent two
levels up; so a node is compared with everything at every level above, as a whole and by its objective against
each text of the other. Work goes in blocks of bounded size. Where thousands of nodes stand above, they are
searched through an index, so that time grows with the number of nodes and not with its square.

Cycles: with a limit, a node whose cycle does not overlap is no candidate. Without a limit every node of a
level above is one, so that any pair can be asked about; links are then suggested only where cycles overlap.
A node is never its own candidate, and neither is one that supports it by its own declaration. Declared
parents always are.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from coach.alignment.cycles import are_apart
from coach.alignment.nearest import Nearest
from coach.alignment.vectors import Vectors
from coach.domain.alignment import Node
from coach.domain.okr import Level
from coach.errors import InputTooLarge

__all__ = ["BLOCK", "MOST_PAIRS", "Above", "Found", "Pairs", "Places", "Search", "match", "search_above"]

MOST_PAIRS = 10_000_000
"""Pairs that are weighed at most when every node of a level above is asked for."""
_RANKS = {level: rank for rank, level in enumerate(Level)}
BLOCK = 4_096
"""Nodes that are searched for together."""
_COMPARED = 2_048
_FEW = 24
"""Nodes above up to which all are candidates, whatever the limit."""
_FEW_PAIRS = 50_000
"""Pairs of one level and cycle, up to which all are weighed, whatever the limit."""
_CELLS = 12
_PARTS_SEARCHED = 3
"""Texts looked at for each candidate wanted: one parent may own several of the nearest."""


Places = NDArray[np.int64]
Found = tuple[Places, Places]
"""Children and parents of pairs, as positions of nodes."""


class Search(Protocol):
    """Finds candidates among the nodes above; `search_above` does it on this machine."""

    def __call__(self, below: Places, above: Places, vectors: Vectors, limit: int) -> Iterator[Found]:
        """Pairs of nodes below and their candidates above, in any number of parts."""


class Pairs(NamedTuple):
    """Possible links, grouped by child, the most similar parent first.

    Attributes:
        children: Positions of nodes.
        parents: Positions of nodes.
        similarity: Cosine of the whole OKRs.
    """

    children: NDArray[np.int32]
    parents: NDArray[np.int32]
    similarity: NDArray[np.float32]


def match(
    nodes: Sequence[Node],
    vectors: Vectors,
    *,
    limit: int | None,
    also: Iterable[tuple[int, int]] = (),
    search: Search | None = None,
) -> Pairs:
    """Find the candidates of every node.

    Args:
        nodes: In corpus order: the company level first.
        vectors: Of the same nodes.
        limit: Most candidates of one node, beside declared ones, shared by the levels above; `None` for every
            node of a level above. Where few nodes stand above, all are candidates.
        also: More pairs of child and parent that are wanted, such as those that a person decided.
        search: Where the search runs; on this machine unless given.

    Raises:
        InputTooLarge: Every pair is asked for and there are more than `MOST_PAIRS`.
    """
    wanted = _wanted_pairs(nodes, also)
    parts = (
        _all_pairs(nodes) if limit is None else _nearest_pairs(nodes, vectors, limit, search or search_above)
    )
    found = np.concatenate([_pack(wanted), *(_key(children, parents) for children, parents in parts)])
    keys = np.setdiff1d(found, _pack(_upside_down(nodes)))
    children, parents = (keys >> 32).astype(np.int32), (keys & 0xFFFFFFFF).astype(np.int32)
    similarity = _compare(vectors, children, parents)
    order = np.lexsort((parents, -similarity, children))
    return Pairs(children[order], parents[order], similarity[order])


def _key(children: Places, parents: Places) -> Places:
    return (children.astype(np.int64) << 32) | parents.astype(np.int64)


def _pack(pairs: Iterable[tuple[int, int]]) -> Places:
    return np.fromiter(((child << 32) | parent for child, parent in pairs), np.int64)


def _wanted_pairs(nodes: Sequence[Node], also: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    positions = {node.id: position for position, node in enumerate(nodes)}
    declared = {
        (child, positions[parent])
        for child, node in enumerate(nodes)
        for parent in node.parent_ids
        if parent in positions
    }
    return {(child, parent) for child, parent in declared.union(also) if child != parent}


def _all_pairs(nodes: Sequence[Node]) -> list[Found]:
    groups = list(_levels(nodes))
    count = sum((end - start) * start for start, end in groups)
    if count > MOST_PAIRS:
        raise InputTooLarge(
            f"all pairs of {len(nodes):,} nodes are {count:,}, more than {MOST_PAIRS:,};"
            " set a number of candidates"
        )
    return [
        (np.repeat(np.arange(start, end), start), np.tile(np.arange(start), end - start))
        for start, end in groups
    ]


def _levels(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """First and last position of each level below the highest; all positions before it are above."""
    ranks = np.fromiter((_RANKS[node.level] for node in nodes), np.int8, len(nodes))
    if np.any(ranks[1:] < ranks[:-1]):
        raise ValueError("nodes must be in corpus order, the company level first")
    for rank in np.unique(ranks)[1:]:
        start, end = np.searchsorted(ranks, rank), np.searchsorted(ranks, rank, side="right")
        yield int(start), int(end)


def _nearest_pairs(nodes: Sequence[Node], vectors: Vectors, limit: int, search: Search) -> Iterator[Found]:
    """The candidates of each level and cycle; every level above gives its share."""
    groups = [(0, 0), *_levels(nodes)]
    groups[0] = (0, groups[1][0] if len(groups) > 1 else len(nodes))
    for number, (start, end) in enumerate(groups[1:], start=1):
        for cycle, below in _by_cycle(nodes, start, end).items():
            above = [_fitting(cycle, _by_cycle(nodes, first, last)) for first, last in groups[:number]]
            above = [found for found in above if len(found)]
            many = sum(map(len, above))
            few = many <= max(limit, _FEW) or many * len(below) <= _FEW_PAIRS
            for found in above:
                share = len(found) if few else max(1, limit // len(above))
                yield from search(below, found, vectors, share)


def _by_cycle(nodes: Sequence[Node], start: int, end: int) -> dict[str, Places]:
    groups: dict[str, list[int]] = defaultdict(list)
    for position in range(start, end):
        groups[nodes[position].cycle].append(position)
    return {cycle: np.array(found, np.int64) for cycle, found in groups.items()}


def _fitting(cycle: str, groups: dict[str, Places]) -> Places:
    fitting = [found for other, found in groups.items() if not are_apart(cycle, other)]
    return np.sort(np.concatenate(fitting)) if fitting else np.zeros(0, np.int64)


class Above:
    """The nodes above, indexed once, to be searched block by block.

    Args:
        above: Positions of the nodes that are searched.
        vectors: Of the corpus.
        limit: Candidates of one node: half by the whole, half by its objective against single texts.
    """

    def __init__(self, above: Places, vectors: Vectors, limit: int) -> None:
        self._above = above
        self._vectors = vectors
        self._limit = limit
        if len(above) <= limit:
            return
        self._wholes = Nearest(vectors.matrix, vectors.first_whole + above, _CELLS)
        texts = [(row, node) for node in above.tolist() for row in _text_rows(vectors, node)]
        self._owners = np.fromiter((node for _, node in texts), np.int64, len(texts))
        rows = np.fromiter((row for row, _ in texts), np.int64, len(texts))
        self._parts = Nearest(vectors.matrix, rows, _CELLS)

    def search(self, block: Places) -> Found:
        """Candidates of some nodes, as pairs."""
        above, vectors, limit = self._above, self._vectors, self._limit
        if len(above) <= limit:
            return np.repeat(block, len(above)), np.tile(above, len(block))
        by_whole, by_part = limit - limit // 2, limit // 2
        _, near = self._wholes.search(vectors.first_whole + block, by_whole)
        found = [_pair(block, np.where(near >= 0, above[near], -1))]
        if by_part:
            objectives = np.array([vectors.nodes[node].objective for node in block.tolist()], np.int64)
            _, near = self._parts.search(objectives, by_part * _PARTS_SEARCHED)
            found.append(_pair(block, _first_owners(near, self._owners, by_part)))
        return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def search_above(below: Places, above: Places, vectors: Vectors, limit: int) -> Iterator[Found]:
    """Candidates of some nodes among others, block by block, on this machine."""
    index = Above(above, vectors, limit)
    for at in range(0, len(below), BLOCK):
        yield index.search(below[at : at + BLOCK])


def _text_rows(vectors: Vectors, node: int) -> tuple[int, ...]:
    own = vectors.nodes[node]
    return (own.objective, *own.key_results)


def _first_owners(near: Places, owners: Places, count: int) -> Places:
    """Of each row the first distinct owners of the texts found; -1 where there are fewer."""
    found = np.where(near >= 0, owners[near], -1)
    is_new = found >= 0
    for column in range(1, found.shape[1]):
        is_new[:, column] &= (found[:, :column] != found[:, column, None]).all(axis=1)
    order = np.argsort(~is_new, axis=1, kind="stable")[:, :count]
    return np.where(np.take_along_axis(is_new, order, axis=1), np.take_along_axis(found, order, axis=1), -1)


def _pair(block: Places, parents: Places) -> Found:
    known = parents >= 0
    return np.repeat(block, parents.shape[1])[known.ravel()], parents[known]


def _compare(
    vectors: Vectors, children: NDArray[np.int32], parents: NDArray[np.int32]
) -> NDArray[np.float32]:
    similarity = np.zeros(len(children), np.float32)
    first = vectors.first_whole
    for at in range(0, len(children), _COMPARED):
        part = slice(at, at + _COMPARED)
        one, other = vectors.rows(first + children[part]), vectors.rows(first + parents[part])
        similarity[part] = np.einsum("ij,ij->i", one, other)
    return similarity


def _upside_down(nodes: Sequence[Node]) -> set[tuple[int, int]]:
    """Pairs of a node and one at a level above that, by declarations, supports it."""
    positions = {node.id: position for position, node in enumerate(nodes)}
    children: dict[int, list[int]] = defaultdict(list)
    is_odd = False
    for position, node in enumerate(nodes):
        for parent in node.parent_ids:
            if parent in positions:
                children[positions[parent]].append(position)
                is_odd = is_odd or _RANKS[nodes[positions[parent]].level] > _RANKS[node.level]
    if not is_odd:
        return set()
    return {
        (top, below)
        for top in children
        for below in _descend(top, children)
        if _RANKS[nodes[below].level] < _RANKS[nodes[top].level]
    }


def _descend(top: int, children: dict[int, list[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [top]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
