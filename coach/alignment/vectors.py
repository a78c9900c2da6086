"""Vectors of a corpus: every distinct text encoded once, and one vector for each whole OKR.

The vector of a whole OKR is the mean of those of its objective and its key results. On labelled pairs it
tells support from no support as well as encoding the joined text does, at half the cost. Values are rounded
to float16, so an audit gives the same figures whether its vectors come fresh from the encoder or from the
cache.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.ragged import Ragged
from coach.domain.alignment import Node

__all__ = [
    "CHUNK",
    "Encode",
    "NodeTexts",
    "TextTable",
    "Vectors",
    "collect_texts",
    "compute_vectors",
    "list_texts",
]

Encode = Callable[[Sequence[str]], NDArray[Any]]
"""Texts to vectors of length 1, one row per text, in order."""
CHUNK = 2_048
"""Texts that are encoded together; what an interrupted audit loses at most."""
_MOST_FLOAT32 = 200_000
"""Rows up to which the matrix is float32; a larger one is float16, which halves the memory."""
_BLOCK = 8_192


class TextTable(NamedTuple):
    """Every distinct objective and key result once."""

    texts: tuple[str, ...]


class NodeTexts(NamedTuple):
    """Where the vectors of one node stand: row numbers in the matrix.

    Attributes:
        objective: Row of the objective.
        key_results: Rows of the key results, in order.
        whole: Row of the whole OKR; these follow the rows of the texts, in corpus order.
    """

    objective: int
    key_results: tuple[int, ...]
    whole: int


class Vectors(NamedTuple):
    """The vectors of a corpus.

    Attributes:
        matrix: Shape `(texts + nodes, size)`, rows of length 1; float32, or float16 where there are many.
        nodes: Row numbers of each node, in corpus order.
    """

    matrix: NDArray[Any]
    nodes: tuple[NodeTexts, ...]

    def rows(self, numbers: Sequence[int] | NDArray[Any] | slice) -> NDArray[np.float32]:
        """Some rows as float32."""
        return np.asarray(self.matrix[numbers], dtype=np.float32)

    @property
    def size(self) -> int:
        """Numbers in a vector."""
        return int(self.matrix.shape[1])

    @property
    def first_whole(self) -> int:
        """Row of the first node's whole OKR: from here on, one row a node in corpus order."""
        return len(self.matrix) - len(self.nodes)


def collect_texts(nodes: Sequence[Node]) -> tuple[TextTable, tuple[NodeTexts, ...]]:
    """The distinct texts in order of first appearance, and which ones each node has."""
    numbers: dict[str, int] = {}
    parts = [
        (
            numbers.setdefault(node.objective, len(numbers)),
            tuple(numbers.setdefault(text, len(numbers)) for text in node.key_results),
        )
        for node in nodes
    ]
    first = len(numbers)
    rows = tuple(NodeTexts(*part, whole=first + position) for position, part in enumerate(parts))
    return TextTable(tuple(numbers)), rows


def list_texts(rows: Sequence[NodeTexts]) -> Ragged:
    """Of every node the rows of its texts, the objective first."""
    return Ragged.of([(node.objective, *node.key_results) for node in rows])


def compute_vectors(
    nodes: Sequence[Node],
    encode: Encode,
    progress: Callable[[int, int], None] | None = None,
    *,
    chunk: int = CHUNK,
) -> Vectors:
    """Encode a corpus, chunk by chunk, the longest texts first: an encoder batches by length.

    Args:
        nodes: In corpus order.
        encode: Texts to vectors.
        progress: Called after each chunk with the texts done and all texts.
        chunk: Texts that are handed to `encode` together.
    """
    table, rows = collect_texts(nodes)
    texts, total = table.texts, len(table.texts)
    order = np.argsort([-len(text) for text in texts], kind="stable")
    matrix: NDArray[Any] = np.zeros((0, 0), np.float32)
    for start in range(0, total, chunk):
        part = order[start : start + chunk]
        vectors = encode([texts[row] for row in part])
        if start == 0:
            count = total + len(nodes)
            matrix = np.zeros((count, vectors.shape[1]), np.float32 if count <= _MOST_FLOAT32 else np.float16)
        matrix[part] = vectors.astype(np.float16)
        if progress is not None:
            progress(start + len(part), total)
    _add_wholes(matrix, rows, [bool(text) for text in texts])
    return Vectors(matrix, rows)


def _add_wholes(matrix: NDArray[Any], nodes: Sequence[NodeTexts], has_words: Sequence[bool]) -> None:
    """The mean of each node's texts, without empty ones, scaled to length 1."""
    for start in range(0, len(nodes), _BLOCK):
        block = nodes[start : start + _BLOCK]
        parts = Ragged.of(
            [
                [row for row in (node.objective, *node.key_results) if has_words[row]] or (node.objective,)
                for node in block
            ]
        )
        sums = parts.sum_rows(np.asarray(matrix[parts.flat], np.float32))
        lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-6)
        first = block[0].whole
        matrix[first : first + len(block)] = (sums / lengths).astype(np.float16)
