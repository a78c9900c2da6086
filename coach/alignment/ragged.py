"""Rows of different lengths in two arrays: what each node or text has of something.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["Ragged"]

Numbers = NDArray[np.int64]


class Ragged(NamedTuple):
    """Rows of numbers, one after the other.

    Attributes:
        starts: Where each row starts, and at last where the last one ends; shape `(rows + 1,)`.
        flat: The numbers of all rows.
    """

    starts: Numbers
    flat: NDArray[Any]

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]] | Iterable[Sequence[int]]) -> Ragged:
        """Put rows one after the other."""
        held = rows if isinstance(rows, Sequence) else list(rows)
        lengths = np.fromiter(map(len, held), np.int64, len(held))
        starts = np.concatenate([[0], np.cumsum(lengths)])
        return cls(starts, np.fromiter(chain.from_iterable(held), np.int32, int(starts[-1])))

    @property
    def lengths(self) -> Numbers:
        """How many numbers each row has."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Numbers:
        """The row of every number."""
        return np.repeat(np.arange(len(self.starts) - 1), self.lengths)

    def locate(self, rows: NDArray[Any]) -> tuple[Numbers, Numbers]:
        """Of every number in some rows, which one of these rows it is in, and its place in `flat`."""
        starts = self.starts[rows]
        lengths = self.starts[np.asarray(rows) + 1] - starts
        ends = np.cumsum(lengths)
        owners = np.repeat(np.arange(len(lengths)), lengths)
        return owners, np.arange(len(owners)) + (starts - ends + lengths)[owners]

    def take(self, rows: NDArray[Any]) -> Ragged:
        """Some of the rows, in the given order."""
        owners, places = self.locate(rows)
        counts = np.bincount(owners, minlength=len(rows))
        return Ragged(np.concatenate([[0], np.cumsum(counts)]), self.flat[places])

    def sum_rows(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Sum of the values of each row; an empty one has 0.

        Args:
            values: One line for every number in `flat`.
        """
        sums = np.zeros((len(self.starts) - 1, *values.shape[1:]), np.float32)
        if values.ndim == 1:
            has_any = self.lengths > 0
            sums[has_any] = np.add.reduceat(values, self.starts[:-1][has_any]) if has_any.any() else 0.0
            return sums
        for column in range(int(self.lengths.max(initial=0))):  # thrice as fast as `reduceat` on lines
            longer = np.flatnonzero(self.lengths > column)
            sums[longer] += values[self.starts[longer] + column]
        return sums

    def pad(self, longest: int) -> NDArray[np.int32]:
        """One line per row, cut or filled up with -1 to a length."""
        table = np.full((len(self.starts) - 1, longest), -1, np.int32)
        columns = np.arange(len(self.flat)) - self.starts[:-1][self.owners]
        kept = columns < longest
        table[self.owners[kept], columns[kept]] = self.flat[kept]
        return table
