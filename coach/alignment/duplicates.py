"""Near copies: key results of different teams that say almost the same, found through an index.

Objectives are left out: several teams may share one, and it is the results that nobody should promise twice.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, islice, product
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.nearest import Nearest
from coach.alignment.vectors import Vectors
from coach.domain.alignment import Node

__all__ = ["Duplicate", "find_duplicates"]

_FEWEST_KEPT = 5_000
"""Pairs of texts told in a small corpus, the closest; in a large one, as many as it has nodes."""
_MOST_PER_TEXT = 20
"""Pairs of places told for one pair of texts: a sentence that every team has is told often enough."""
_CELLS = 4


class Duplicate(NamedTuple):
    """Two close key results of different teams.

    Attributes:
        first: Position of the one node; the smaller.
        second: Position of the other.
        first_key_result: Index of its key result.
        second_key_result: The same of the other.
        similarity: Cosine of the two texts.
    """

    first: int
    second: int
    first_key_result: int
    second_key_result: int
    similarity: float


_Owner = tuple[int, int]


def find_duplicates(nodes: Sequence[Node], vectors: Vectors, *, minimum: float) -> tuple[Duplicate, ...]:
    """Pairs of key results of different teams whose cosine is at least `minimum`, the closest first."""
    owners: dict[int, list[_Owner]] = {}
    for position, rows in enumerate(vectors.nodes):
        for index, row in enumerate(rows.key_results):
            owners.setdefault(row, []).append((position, index))
    found: list[Duplicate] = []
    for places in owners.values():
        if len(places) > 1:
            found += _pair(nodes, combinations(places, 2), 1.0)
    kept = max(_FEWEST_KEPT, len(nodes))
    for first, second, similarity in _near_rows(np.array(sorted(owners), np.int64), vectors, minimum, kept):
        found += _pair(nodes, product(owners[first], owners[second]), similarity)
    return tuple(sorted(found, key=lambda one: (-one.similarity, one)))


def _pair(
    nodes: Sequence[Node], places: Iterable[tuple[_Owner, _Owner]], similarity: float
) -> Iterator[Duplicate]:
    for one, other in islice(places, _MOST_PER_TEXT):
        low, high = sorted((one, other))
        if (nodes[low[0]].level, nodes[low[0]].team) != (nodes[high[0]].level, nodes[high[0]].team):
            yield Duplicate(low[0], high[0], low[1], high[1], similarity)


def _near_rows(
    rows: NDArray[np.int64], vectors: Vectors, minimum: float, kept: int
) -> Iterator[tuple[int, int, float]]:
    """Pairs of different rows, each once, the closest first."""
    first, second, likeness = Nearest(vectors.matrix, rows, _CELLS).pairs(minimum, kept)
    yield from zip(rows[first].tolist(), rows[second].tolist(), likeness.tolist(), strict=True)
