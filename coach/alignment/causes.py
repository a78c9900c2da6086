"""How far a child's themes bring those of a parent closer, by the graph of themes.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.alignment.match import Pairs
from coach.alignment.themes import NodeThemes, Themes

__all__ = ["Causes", "Usual"]

Floats = NDArray[np.float32]
Positions = NDArray[np.int32]
_PRIOR = 12.0
"""How many other OKRs the usual is worth: a corpus of two says little of what is usual."""


class Usual:
    """What a child has in common with parents at large, and a parent with children at large.

    Args:
        left: One row per node, as a child.
        right: One row per node, as a parent.
        pairs: Who is a child and who a parent here.
        before: Mean of a child and of a parent in training.
    """

    def __init__(self, left: Floats, right: Floats, pairs: Pairs, before: tuple[Floats, Floats]) -> None:
        child = _shrink(left, np.unique(pairs.children), before[0])
        parent = _shrink(right, np.unique(pairs.parents), before[1])
        self._of_child, self._of_parent = left @ parent, right @ child - float(child @ parent)

    def expect(self, children: Positions, parents: Positions) -> Floats:
        """What two such OKRs would have in common if they had nothing to do with each other."""
        expected: Floats = self._of_child[children] + self._of_parent[parents]
        return expected


class Causes:
    """The themes of all nodes, ready to be compared pair by pair."""

    def __init__(self, themes: Themes, found: NodeThemes, pairs: Pairs) -> None:
        self._themes, self.found = themes, found
        self._drives = found.parts @ themes.graph
        self._usual = Usual(self._drives, found.aim, pairs, themes.usual_themes)
        self.reach: Floats = self._drives.sum(axis=1)
        self.breadth: Floats = found.aim @ themes.graph.sum(axis=0)

    def compare(self, children: Positions, parents: Positions) -> tuple[Floats, ...]:
        """Cause; cause of the wholes; of the best single way; how much is the same; beyond the usual."""
        found, graph = self.found, self._themes.graph
        parts, aims = found.parts[children], found.aim[parents]
        cause = np.einsum("ij,ij->i", self._drives[children], aims)
        whole = np.einsum("ij,ij->i", found.whole[children] @ graph, found.whole[parents])
        best = (parts * (aims @ graph.T)).max(axis=1)
        same = np.minimum(parts, aims).sum(axis=1)
        return cause, whole, best, same, cause - self._usual.expect(children, parents)

    def find_ways(self, children: Positions, parents: Positions) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """For each pair the child's theme that matters most, and the parent's theme that it brings closer."""
        reached = np.argmax(self._drives[children] * self.found.aim[parents], axis=1)
        return np.argmax(self.found.parts[children] * self._themes.graph.T[reached], axis=1), reached


def _shrink(rows: Floats, chosen: Positions, before: Floats) -> Floats:
    shrunk: Floats = (rows[chosen].sum(axis=0) + _PRIOR * before) / (len(chosen) + _PRIOR)
    return shrunk
