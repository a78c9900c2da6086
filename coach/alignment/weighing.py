"""Candidates with their features and probabilities.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.match import Pairs

__all__ = ["Weighed"]


class Weighed(NamedTuple):
    """Pairs and what is known of them, row by row.

    Attributes:
        pairs: Grouped by child.
        features: What speaks for each pair.
        probabilities: The calibrated chance that each is support.
    """

    pairs: Pairs
    features: NDArray[np.float32]
    probabilities: NDArray[np.float32]

    def find(self, wanted: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """The rows of some pairs; pairs that were not weighed are left out."""
        found = {}
        for child, parent in wanted:
            start, end = np.searchsorted(self.pairs.children, [child, child + 1])
            place = np.flatnonzero(self.pairs.parents[start:end] == parent)
            if len(place):
                found[child, parent] = int(start + place[0])
        return found

    def leading(self, threshold: float, wanted: Iterable[tuple[int, int]]) -> NDArray[np.int64]:
        """Rows that are wanted or at or above a threshold, by child, the likeliest first."""
        pairs = self.pairs
        chosen = self.probabilities >= threshold
        chosen[list(self.find(wanted).values())] = True
        rows = np.flatnonzero(chosen)
        order = np.lexsort(
            (pairs.parents[rows], -pairs.similarity[rows], -self.probabilities[rows], pairs.children[rows])
        )
        ordered: NDArray[np.int64] = rows[order]
        return ordered
