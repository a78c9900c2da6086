"""Vectors of hashed words: what stands in where no encoder is installed, and what jargon is compared by.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.ragged import Ragged
from coach.alignment.stems import StemTable, read_stems

__all__ = ["HASHED_SIZE", "HashedTexts", "encode_words", "hash_stems"]

HASHED_SIZE = 1024
"""Length of a vector of hashed words."""
_BIGRAM_WEIGHT = 0.5
_SHORTEST = 1e-6
_BLOCK = 32_768


class HashedTexts(NamedTuple):
    """Vectors of length 1, of which only what is not 0 is held.

    Attributes:
        columns: Of each text the columns that are not 0, ascending.
        values: What stands there.
    """

    columns: Ragged
    values: NDArray[np.float32]

    def dense(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """The whole vectors of some texts, shape `(rows, HASHED_SIZE)`."""
        matrix = np.zeros((len(rows), HASHED_SIZE), np.float32)
        owners, places = self.columns.locate(rows)
        matrix[owners, self.columns.flat[places]] = self.values[places]
        return matrix

    def measure_sums(self, groups: Ragged) -> NDArray[np.float32]:
        """Length of the sum of the vectors of each group of texts."""
        members, places = self.columns.locate(groups.flat)
        keys = groups.owners[members] * HASHED_SIZE + self.columns.flat[places]
        cells, sums = _sum_by_key(keys, self.values[places])
        squares = np.bincount(cells // HASHED_SIZE, np.square(sums), minlength=len(groups.starts) - 1)
        return np.sqrt(squares).astype(np.float32)


def encode_words(texts: Sequence[str]) -> NDArray[np.float32]:
    """Vectors of hashed stems and pairs of stems, length 1, or 0 where a text has no such word."""
    return hash_stems(read_stems(texts)).dense(np.arange(len(texts)))


def hash_stems(table: StemTable) -> HashedTexts:
    """The same of texts whose stems are known, block by block: sorting takes several times their room."""
    single = np.array([_bucket(stem) for stem in table.stems], np.int64)
    count = len(table.rows.starts) - 1
    blocks = [np.arange(start, min(count, start + _BLOCK)) for start in range(0, count, _BLOCK)]
    found = [_hash_block(table.stems, single, table.rows.take(block)) for block in blocks]
    lengths = np.concatenate([[0], *(one.columns.lengths for one in found)])
    flat = np.concatenate([np.zeros(0, np.int32), *(one.columns.flat for one in found)])
    values = np.concatenate([np.zeros(0, np.float32), *(one.values for one in found)])
    return HashedTexts(Ragged(np.cumsum(lengths), flat), values)


def _hash_block(stems: Sequence[str], single: NDArray[np.int64], texts: Ragged) -> HashedTexts:
    rows, numbers = texts.owners, texts.flat.astype(np.int64)
    follows = np.flatnonzero(rows[1:] == rows[:-1])
    double = _hash_pairs(stems, numbers[follows], numbers[follows + 1])
    keys = np.concatenate([rows * HASHED_SIZE + single[numbers], rows[follows] * HASHED_SIZE + double])
    weights = np.repeat(np.array([1.0, _BIGRAM_WEIGHT], np.float32), [len(numbers), len(follows)])
    cells, sums = _sum_by_key(keys, weights)
    owners, count = cells // HASHED_SIZE, len(texts.starts) - 1
    lengths = np.maximum(np.sqrt(np.bincount(owners, sums, minlength=count)), _SHORTEST)
    columns = Ragged(np.searchsorted(owners, np.arange(count + 1)), (cells % HASHED_SIZE).astype(np.int32))
    return HashedTexts(columns, (np.sqrt(sums) / lengths[owners]).astype(np.float32))


def _hash_pairs(
    stems: Sequence[str], first: NDArray[np.int64], second: NDArray[np.int64]
) -> NDArray[np.int64]:
    """The column of every pair of stems that follow each other; each distinct pair is hashed once."""
    pairs, which = np.unique(first * len(stems) + second, return_inverse=True)
    columns = [_bucket(f"{stems[pair // len(stems)]} {stems[pair % len(stems)]}") for pair in pairs.tolist()]
    return np.array(columns, np.int64)[which]


def _sum_by_key(
    keys: NDArray[np.int64], values: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Every key once, ascending, and the sum of its values."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    if not len(first):
        return keys, values
    return keys[first], np.add.reduceat(values[order], first)


@lru_cache(maxsize=400_000)
def _bucket(term: str) -> int:
    # Not `hash`, which differs between processes.
    return zlib.crc32(term.encode()) % HASHED_SIZE
