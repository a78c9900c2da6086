"""Close rows of a matrix: exact for few, through cells for many.

Beyond a few thousand rows, faiss sorts them into cells of near rows, and a row is compared only with the rows
of the cells that are nearest to it. The cost of one search stays about the same for any number of rows. A
neighbour that stands in another cell is missed: seldom for near copies, now and then for distant kin.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Nearest"]

_MOST_EXACT = 8_000
"""Rows up to which every one is compared."""
_BLOCK = 512
"""Rows that are compared together."""
_ROWS_PER_CELL = 128
_MOST_CELLS = 4_096
_TRAINED_PER_CELL = 32
_ROUNDS = 5
_SEED = 20
_HELD = 4
_ASSIGNED = 4_096

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]


class Nearest:
    """Finds close rows by inner product.

    Args:
        matrix: Vectors of length 1, in any precision; it is not copied.
        rows: Which rows of it may be found; answers are places in this list.
        cells: How many cells are looked into; near copies are found with few.
    """

    def __init__(self, matrix: NDArray[Any], rows: Numbers, cells: int) -> None:
        self._matrix = matrix
        self._rows = rows
        self._cells = cells
        self._centres: Floats | None = None
        self._members: list[Numbers] = []
        if len(rows) > _MOST_EXACT and find_spec("faiss") is not None:
            self._build()

    def search(self, queries: Numbers, count: int) -> tuple[Floats, Numbers]:
        """The nearest rows of each query, best first.

        Args:
            queries: Row numbers in the matrix.
            count: How many rows are wanted.

        Returns:
            Similarities and places in the list of rows, one line a query; -1 where there are fewer.
        """
        similarity = np.full((len(queries), count), -np.inf, np.float32)
        places = np.full((len(queries), count), -1, np.int64)
        for asked, found, scores in self._compare(queries):
            kept = min(count, scores.shape[1])
            best = np.argpartition(scores, scores.shape[1] - kept, axis=1)[:, -kept:]
            values = np.hstack([similarity[asked], np.take_along_axis(scores, best, axis=1)])
            numbers = np.hstack([places[asked], found[best]])
            order = np.lexsort((numbers, -values), axis=1)[:, :count]
            similarity[asked] = np.take_along_axis(values, order, axis=1)
            places[asked] = np.take_along_axis(numbers, order, axis=1)
        return similarity, places

    def pairs(self, minimum: float, limit: int) -> tuple[Numbers, Numbers, Floats]:
        """The closest pairs of rows whose similarity is at least `minimum`, best first, each once.

        Args:
            minimum: Least similarity.
            limit: How many pairs are wanted; memory grows with it, and not with how many there are.

        Returns:
            Places of both rows, the smaller first, and similarities.
        """
        kept = _Closest(limit, minimum)
        for asked, found, scores in self._compare(self._rows):
            lines, columns = np.nonzero(scores >= kept.minimum)
            one, other = asked[lines], found[columns]
            is_pair = one != other
            low, high = np.minimum(one, other)[is_pair], np.maximum(one, other)[is_pair]
            kept.add(low * len(self._rows) + high, scores[lines, columns][is_pair])
        keys, likeness = kept.finish()
        return keys // len(self._rows), keys % len(self._rows), likeness

    def _compare(self, queries: Numbers) -> Iterator[tuple[Numbers, Numbers, Floats]]:
        """Places of queries, places of rows, and how close each is to each, block by block."""
        for places, found in self._groups(queries):
            others = self._take(self._rows[found]).T
            for at in range(0, len(places), _BLOCK):
                asked = places[at : at + _BLOCK]
                yield asked, found, self._take(queries[asked]) @ others

    def _groups(self, queries: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
        """The queries that look into one cell, with the rows of it."""
        if self._centres is None:
            yield np.arange(len(queries)), np.arange(len(self._rows))
            return
        near = self._assign(queries, self._cells)
        order = np.argsort(near.ravel(), kind="stable")
        bounds = np.searchsorted(near.ravel()[order], np.arange(len(self._centres) + 1))
        for cell, members in enumerate(self._members):
            asked = order[bounds[cell] : bounds[cell + 1]] // self._cells
            if len(asked) and len(members):
                yield asked, members

    def _build(self) -> None:
        """Sort the rows into cells."""
        import faiss  # noqa: PLC0415 - only a large audit needs it

        count = min(_MOST_CELLS, len(self._rows) // _ROWS_PER_CELL)
        wanted = min(len(self._rows), count * _TRAINED_PER_CELL)
        chosen = np.sort(np.random.default_rng(_SEED).choice(self._rows, wanted, replace=False))
        size = self._matrix.shape[1]
        # The sample is drawn above, so that it does not hang on how faiss draws one.
        limits = {"min_points_per_centroid": 1, "max_points_per_centroid": wanted}
        means: Any = faiss.Kmeans(size, count, niter=_ROUNDS, seed=_SEED, spherical=True, **limits)
        means.train(self._take(chosen))
        self._centres = np.asarray(means.centroids, np.float32)
        self._cells = min(self._cells, count)
        own = self._assign(self._rows, 1)[:, 0]
        order = np.argsort(own, kind="stable")
        bounds = np.searchsorted(own[order], np.arange(count + 1))
        self._members = [order[bounds[cell] : bounds[cell + 1]] for cell in range(count)]

    def _assign(self, rows: Numbers, count: int) -> Numbers:
        """The nearest cells of each row."""
        if self._centres is None:
            raise ValueError("there are no cells")
        parts = [np.zeros((0, count), np.int64)]
        for at in range(0, len(rows), _ASSIGNED):
            scores = self._take(rows[at : at + _ASSIGNED]) @ self._centres.T
            lines = np.arange(len(scores))
            found = np.empty((len(scores), count), np.int64)
            for column in range(count):
                found[:, column] = scores.argmax(axis=1)
                scores[lines, found[:, column]] = -np.inf
            parts.append(found)
        return np.concatenate(parts)

    def _take(self, rows: Numbers) -> Floats:
        return np.asarray(self._matrix[rows], np.float32)


class _Closest:
    """Collects pairs and forgets all but the closest whenever it holds many."""

    def __init__(self, limit: int, minimum: float) -> None:
        self._limit = limit
        self.minimum = minimum
        """Nothing below can become one of the closest any more."""
        self._keys = [np.zeros(0, np.int64)]
        self._likeness = [np.zeros(0, np.float32)]
        self._held = 0

    def add(self, keys: Numbers, likeness: Floats) -> None:
        """Take up pairs; the same pair may come twice."""
        self._keys.append(keys)
        self._likeness.append(likeness)
        self._held += len(keys)
        if self._held > _HELD * self._limit:
            self.finish()

    def finish(self) -> tuple[Numbers, Floats]:
        """The closest pairs, each once, best first."""
        keys, once = np.unique(np.concatenate(self._keys), return_index=True)
        likeness = np.concatenate(self._likeness)[once]
        order = np.lexsort((keys, -likeness))[: self._limit]
        keys, likeness = keys[order], likeness[order]
        if len(keys) == self._limit:
            self.minimum = max(self.minimum, float(likeness[-1]))
        self._keys, self._likeness, self._held = [keys], [likeness], len(keys)
        return keys, likeness
