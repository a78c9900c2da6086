"""How far a child's themes bring those of a parent closer, by the graph of themes.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.match import Pairs
from coach.alignment.themes import NodeThemes, Themes
from coach.alignment.vectors import Vectors

__all__ = ["Causes", "Usual"]

Floats = NDArray[np.float32]
Positions = NDArray[np.int32]
_BLOCK = 8192
_PRIOR = 12.0
"""How many other OKRs the usual is worth: a corpus of two says little of what is usual."""


class Usual(NamedTuple):
    """What a child has in common with parents at large, and a parent with children at large.

    Attributes:
        of_child: One number per node, as a child.
        of_parent: One number per node, as a parent.
    """

    of_child: Floats
    of_parent: Floats

    @classmethod
    def of_wholes(cls, vectors: Vectors, pairs: Pairs, before: tuple[Floats, Floats]) -> Usual:
        """By the vectors of whole OKRs, block by block: they may be many.

        Args:
            vectors: Of all nodes.
            pairs: Who is a child and who a parent here.
            before: Mean of a child and of a parent in training.
        """
        child, parent = (
            _shrink(_sum_wholes(vectors, np.unique(group)), len(np.unique(group)), mean)
            for group, mean in zip((pairs.children, pairs.parents), before, strict=True)
        )
        means = np.stack([parent, child], axis=1)
        starts = range(vectors.first_whole, len(vectors.matrix), _BLOCK)
        both = np.concatenate([vectors.rows(slice(start, start + _BLOCK)) @ means for start in starts])
        return cls(both[:, 0], np.asarray(both[:, 1] - float(child @ parent), np.float32))

    def expect(self, children: Positions, parents: Positions) -> Floats:
        """What two such OKRs would have in common if they had nothing to do with each other."""
        expected: Floats = self.of_child[children] + self.of_parent[parents]
        return expected


class Causes:
    """The themes of all nodes, ready to be compared pair by pair.

    What children bring closer is computed for the children of each block: pairs are grouped by child, and
    held for all nodes it would be the largest thing in memory.
    """

    def __init__(self, themes: Themes, found: NodeThemes, pairs: Pairs) -> None:
        self._graph, self.found = themes.graph, found
        self._served = found.aim @ themes.graph.T
        self._usual = _find_usual(themes, found, pairs)
        self.reach: Floats = np.asarray(found.parts @ themes.graph.sum(axis=1), np.float32)
        self.breadth: Floats = np.asarray(found.aim @ themes.graph.sum(axis=0), np.float32)

    def compare(self, children: Positions, parents: Positions) -> tuple[Floats, ...]:
        """Cause; cause of the wholes; of the best single way; how much is the same; beyond the usual."""
        found = self.found
        parts, aims = found.parts[children], found.aim[parents]
        cause = np.einsum("ij,ij->i", self._drive(found.parts, children), aims)
        whole = np.einsum("ij,ij->i", self._drive(found.whole, children), found.whole[parents])
        best = (parts * self._served[parents]).max(axis=1)
        same = np.minimum(parts, aims).sum(axis=1)
        return cause, whole, best, same, cause - self._usual.expect(children, parents)

    def find_ways(self, children: Positions, parents: Positions) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each pair the child's theme that matters most, and the parent's theme that it brings closer."""
        reached = np.argmax(self._drive(self.found.parts, children) * self.found.aim[parents], axis=1)
        return np.argmax(self.found.parts[children] * self._graph.T[reached], axis=1), reached

    def _drive(self, themes: Floats, children: Positions) -> Floats:
        """What the themes of children bring closer, computed once for each child."""
        own, places = np.unique(children, return_inverse=True)
        driven: Floats = (themes[own] @ self._graph)[places]
        return driven


def _find_usual(themes: Themes, found: NodeThemes, pairs: Pairs) -> Usual:
    """What children's themes bring closer and what parents' themes are at large."""
    children, parents = np.unique(pairs.children), np.unique(pairs.parents)
    driven = found.parts[children].sum(axis=0) @ themes.graph
    child = _shrink(driven, len(children), themes.usual_themes[0])
    parent = _shrink(found.aim[parents].sum(axis=0), len(parents), themes.usual_themes[1])
    of_parent = np.asarray(found.aim @ child - float(child @ parent), np.float32)
    return Usual(found.parts @ (themes.graph @ parent), of_parent)


def _sum_wholes(vectors: Vectors, nodes: Positions) -> Floats:
    total = np.zeros(vectors.size, np.float32)
    for start in range(0, len(nodes), _BLOCK):
        total += vectors.rows(vectors.first_whole + nodes[start : start + _BLOCK]).sum(axis=0)
    return total


def _shrink(total: Floats, count: int, before: Floats) -> Floats:
    return np.asarray((total + _PRIOR * before) / (count + _PRIOR), np.float32)
