"""The scored parents of every child, held as arrays: millions of them would not fit as objects.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from coach.alignment.match import Pairs
from coach.domain.alignment import Candidate

__all__ = ["CandidateTable"]

_DIGITS = 4


class CandidateTable(Mapping[str, tuple[Candidate, ...]]):
    """For each child id its candidates, the likeliest first; each tuple is made when it is asked for.

    Args:
        ids: Ids of all nodes, in corpus order.
        pairs: Grouped by child.
        probabilities: One per pair.
    """

    def __init__(self, ids: Sequence[str], pairs: Pairs, probabilities: NDArray[np.float32]) -> None:
        order = np.lexsort((pairs.parents, -pairs.similarity, -probabilities, pairs.children))
        self._ids = ids
        self._parents = pairs.parents[order]
        self._probabilities = np.round(probabilities[order].astype(np.float64), _DIGITS)
        self._similarity = np.round(pairs.similarity[order].astype(np.float64), _DIGITS)
        children, starts = np.unique(pairs.children[order], return_index=True)
        ends = np.append(starts, len(order))[1:]
        self._places = {
            ids[child]: (start, end)
            for child, start, end in zip(children.tolist(), starts.tolist(), ends.tolist(), strict=True)
        }

    def __getitem__(self, child: str) -> tuple[Candidate, ...]:
        part = slice(*self._places[child])
        parents = [self._ids[parent] for parent in self._parents[part].tolist()]
        numbers = self._probabilities[part].tolist(), self._similarity[part].tolist()
        return tuple(map(Candidate, parents, *numbers))

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)
