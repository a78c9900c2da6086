"""What OKRs are about, and which themes bring which others closer: knowledge of cause, written down.

Themes, phrases and the graph between them are data (`evals/datasets/goal_themes.yaml`); training turns the
phrases into one linear layer over text vectors.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.hashed import HashedTexts
from coach.alignment.knowledge import Knowledge
from coach.alignment.ragged import Ragged
from coach.alignment.teams import AREAS
from coach.alignment.vectors import Vectors, list_texts

__all__ = ["NodeThemes", "Themes"]

_BLOCK = 2048
_SHORTEST = 1e-6


class NodeThemes(NamedTuple):
    """Chances of themes, one row per node and one column per theme.

    Attributes:
        whole: Of the whole OKR.
        parts: Mean over its texts and the whole.
        aim: Mean over its objective and the whole.
    """

    whole: NDArray[np.float32]
    parts: NDArray[np.float32]
    aim: NDArray[np.float32]


class Themes:
    """A classifier of themes and the graph between them.

    Args:
        knowledge: What was learnt for vectors of the same encoder.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.graph = knowledge.graph
        self.areas = np.array([[area == one for one in AREAS] for area in knowledge.areas], np.float32)
        self.usual_wholes = (knowledge.usual_child, knowledge.usual_parent)
        self.usual_themes = (knowledge.usual_drives, knowledge.usual_aims)
        self._layer = knowledge.layer.T
        self._offsets = knowledge.offsets

    def classify(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Chance of every theme for every text; rows sum to 1."""
        return self._settle(vectors @ self._layer)

    def _settle(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        scores = scores + self._offsets
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def read_nodes(self, vectors: Vectors) -> NodeThemes:
        """The themes of every node."""
        texts = list_texts(vectors.nodes)

        def read(block: NDArray[np.int64]) -> NodeThemes:
            rows = texts.take(block)
            wholes = self.classify(vectors.rows(vectors.first_whole + block))
            return _mix(wholes, self.classify(vectors.rows(rows.flat)), rows)

        return self._by_block(len(vectors.nodes), read)

    def read_words(self, hashed: HashedTexts, texts: Ragged) -> NodeThemes:
        """The themes of every node by words alone; the dense vectors of all would take too much memory.

        Args:
            hashed: Vectors of every distinct text.
            texts: Of every node its texts.
        """

        def read(block: NDArray[np.int64]) -> NodeThemes:
            rows = texts.take(block)
            distinct, places = np.unique(rows.flat, return_inverse=True)
            scores = (hashed.dense(distinct) @ self._layer)[places]
            lengths = np.maximum(hashed.measure_sums(rows), _SHORTEST)[:, None]
            wholes = np.asarray(rows.sum_rows(scores) / lengths, np.float32)
            return _mix(self._settle(wholes), self._settle(scores), rows)

        return self._by_block(len(texts.starts) - 1, read)

    def _by_block(self, count: int, read: Callable[[NDArray[np.int64]], NodeThemes]) -> NodeThemes:
        found = NodeThemes(*(np.empty((count, len(self.graph)), np.float32) for _ in NodeThemes._fields))
        for start in range(0, count, _BLOCK):
            block = np.arange(start, min(count, start + _BLOCK))
            for table, rows in zip(found, read(block), strict=True):
                table[block] = rows
        return found


def _mix(wholes: NDArray[np.float32], texts: NDArray[np.float32], rows: Ragged) -> NodeThemes:
    """Chances of the wholes and of the single texts, the objective first, as chances of the nodes."""
    counts = (rows.lengths + 1).astype(np.float32)[:, None]
    parts = np.asarray((rows.sum_rows(texts) + wholes) / counts, np.float32)
    aims = np.asarray((texts[rows.starts[:-1]] + wholes) / 2, np.float32)
    return NodeThemes(wholes, parts, aims)
