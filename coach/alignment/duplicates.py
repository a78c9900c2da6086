"""Near copies: texts of different nodes that say almost the same, found through an index.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, islice, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.nearest import Nearest
from coach.alignment.vectors import Vectors
from coach.domain.alignment import Node

__all__ = ["Duplicate", "find_duplicates"]

_MOST = 200_000
"""Pairs of texts told, the closest: more than anyone can judge."""
_MOST_PER_TEXT = 20
"""Pairs of places told for one pair of texts: a sentence that every team has is told often enough."""
_CELLS = 6


class Duplicate(NamedTuple):
    """Two close texts of different nodes: positions of nodes, indices of key results.

    Attributes:
        first: Position of the one node; the smaller.
        second: Position of the other.
        first_key_result: Index of its key result; `None` for its objective.
        second_key_result: The same of the other.
        similarity: Cosine of the two texts.
    """

    first: int
    second: int
    first_key_result: int | None
    second_key_result: int | None
    similarity: float


_Owner = tuple[int, int | None]


def find_duplicates(nodes: Sequence[Node], vectors: Vectors, *, minimum: float) -> tuple[Duplicate, ...]:
    """Pairs of texts of different nodes whose cosine is at least `minimum`, the closest first."""
    owners: dict[int, list[_Owner]] = {}
    for position, (node, rows) in enumerate(zip(nodes, vectors.nodes, strict=True)):
        if node.objective:
            owners.setdefault(rows.objective, []).append((position, None))
        for index, row in enumerate(rows.key_results):
            owners.setdefault(row, []).append((position, index))
    found: dict[tuple[_Owner, _Owner], float] = {}
    for places in owners.values():
        if len(places) > 1:
            _add(found, combinations(places, 2), 1.0)
    for first, second, similarity in _near_rows(np.array(sorted(owners), np.int64), vectors, minimum):
        _add(found, product(owners[first], owners[second]), similarity)
    duplicates = [
        Duplicate(first[0], second[0], first[1], second[1], similarity)
        for (first, second), similarity in found.items()
    ]
    duplicates.sort(key=lambda one: (-one.similarity, one.first, one.second))
    return tuple(duplicates)


def _add(
    found: dict[tuple[_Owner, _Owner], float], pairs: Iterator[tuple[_Owner, _Owner]], similarity: float
) -> None:
    for one, other in islice(pairs, _MOST_PER_TEXT):
        if one[0] != other[0]:
            found[(one, other) if one[0] < other[0] else (other, one)] = similarity


def _near_rows(rows: NDArray[np.int64], vectors: Vectors, minimum: float) -> Iterator[tuple[int, int, float]]:
    """Pairs of different rows, each once, the closest first."""
    first, second, likeness = Nearest(vectors.matrix, rows, _CELLS).pairs(minimum)
    order = np.lexsort((second, first, -likeness))[:_MOST]
    yield from zip(
        rows[first[order]].tolist(), rows[second[order]].tolist(), likeness[order].tolist(), strict=True
    )
