"""What OKRs are about, and which themes bring which others closer: knowledge of cause, written down.

Themes, phrases and the graph between them are data (`evals/datasets/goal_themes.yaml`); training turns the
phrases into one linear layer over text vectors.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from coach.alignment.knowledge import Knowledge
from coach.alignment.teams import AREAS
from coach.alignment.vectors import Vectors

__all__ = ["NodeThemes", "Themes"]

_BLOCK = 2048


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
        scores = vectors @ self._layer + self._offsets
        scores -= scores.max(axis=1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=1, keepdims=True)
        return scores

    def read_nodes(self, vectors: Vectors) -> NodeThemes:
        """The themes of every node."""
        found = [self._read(vectors, start) for start in range(0, len(vectors.nodes), _BLOCK)]
        return NodeThemes(*(np.concatenate(parts) for parts in zip(*found, strict=True)))

    def _read(self, vectors: Vectors, start: int) -> tuple[NDArray[np.float32], ...]:
        block = vectors.nodes[start : start + _BLOCK]
        whole = self.classify(vectors.rows([node.whole for node in block]))
        texts = [(node.objective, *node.key_results) for node in block]
        starts = np.cumsum([0, *map(len, texts[:-1])])
        flat = self.classify(vectors.rows([row for rows in texts for row in rows]))
        sums = np.add.reduceat(flat, starts, axis=0) + whole
        counts = np.array([[len(rows) + 1] for rows in texts], np.float32)
        return whole, sums / counts, (flat[starts] + whole) / 2
