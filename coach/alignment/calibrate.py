"""From features to the chance that a child supports a parent, and in words what speaks for it.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.alignment.features import FEATURES
from coach.alignment.knowledge import Knowledge, Tree, load_knowledge
from coach.alignment.standing import Standing

__all__ = ["ENCODER_SIZE", "Calibrator", "TreeCalibrator", "explain", "load_calibrator"]

ENCODER_SIZE = 384
"""Numbers in a vector of the encoder that the coach comes with."""
_STEEPEST = 30.0
_BLOCK = 16_384
_SPEAKS = 0.5
"""Standard deviations above the usual from which something is told."""
_FLAT = 1e-6
_HALF = 0.5
_TOLD = {
    "cause, beyond usual": "",
    "whole, beyond usual": "the whole texts are more alike than such texts usually are",
    "rarest word": "they share words that are rare elsewhere",
}
"""Features that a reader is told of, and how; the way of cause is told by its themes."""


class Calibrator(Protocol):
    """Turns features into calibrated chances."""

    @property
    def threshold(self) -> float:
        """Probability from which a link counts as support."""

    @property
    def orphan(self) -> Standing:
        """How sure it is that a child supports nothing above."""

    @property
    def uncovered(self) -> Standing:
        """How sure it is that a parent is supported by nobody."""

    @property
    def version(self) -> str:
        """Names the weights; probabilities of different versions must not be compared."""

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The chance 0..1 of every row."""


@dataclass(frozen=True)
class TreeCalibrator:
    """Boosted trees, and what an organisation's decisions changed about their odds.

    Attributes:
        knowledge: What was learnt.
        slope: What its log odds are multiplied with.
        offset: What is added then.
    """

    knowledge: Knowledge
    slope: float = 1.0
    offset: float = 0.0

    @property
    def threshold(self) -> float:
        """Probability from which a link counts as support."""
        return self.knowledge.calibration.threshold

    @property
    def orphan(self) -> Standing:
        """How sure it is that a child supports nothing above."""
        return self.knowledge.calibration.orphan

    @property
    def uncovered(self) -> Standing:
        """How sure it is that a parent is supported by nobody."""
        return self.knowledge.calibration.uncovered

    @property
    def version(self) -> str:
        """Names the weights and how they were changed."""
        changed = (self.slope, self.offset) != (1.0, 0.0)
        return f"{self.knowledge.version}{'-recalibrated' if changed else ''}"

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The chance 0..1 of every row."""
        chances = np.zeros(len(features), np.float32)
        columns = [FEATURES.index(name) for name in self.knowledge.calibration.features]
        for start in range(0, len(features), _BLOCK):
            part = slice(start, start + _BLOCK)
            odds = self.slope * self._add_trees(features[part][:, columns]) + self.offset
            chances[part] = 1.0 / (1.0 + np.exp(-np.clip(odds, -_STEEPEST, _STEEPEST)))
        return chances

    def _add_trees(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        columns = np.ascontiguousarray(table.T, np.float64)
        odds = np.full(len(table), self.knowledge.calibration.bias)
        for tree in self.knowledge.calibration.trees:
            odds += _follow(tree, columns, 0)
        return odds


def _follow(tree: Tree, columns: NDArray[np.float64], node: int) -> NDArray[np.float64] | float:
    """What a tree adds to each row from a node on. Whole columns are compared: trees are small, rows many."""
    feature = tree.feature[node]
    if feature < 0:
        return tree.value[node]
    return np.where(
        columns[feature] <= tree.limit[node],
        _follow(tree, columns, tree.left[node]),
        _follow(tree, columns, tree.right[node]),
    )


@cache
def load_calibrator(size: int = ENCODER_SIZE) -> TreeCalibrator:
    """The committed calibrator for vectors of a size: of the encoder, or of hashed words.

    Raises:
        WeightsBroken: Its files are missing or broken, or there is none for this size.
    """
    return TreeCalibrator(load_knowledge(size))


def explain(rows: NDArray[np.float32], size: int = ENCODER_SIZE) -> list[tuple[str, ...]]:
    """Sentences on what speaks for each link, the most unusual first; none where nothing stands out.

    Args:
        rows: The features of the pairs.
        size: Of the vectors that the features come from.
    """
    knowledge = load_knowledge(size)
    weights = knowledge.calibration
    at = [weights.features.index(feature) for feature in _TOLD]
    usual, spread = np.array(weights.usual)[at], np.array(weights.spread)[at]
    values = rows[:, [FEATURES.index(feature) for feature in _TOLD]]
    standing_out = (values - usual) / np.maximum(spread, _FLAT)
    themes = rows[:, [FEATURES.index(name) for name in ("theme of child", "theme of parent")]].astype(int)
    sentences = tuple(_TOLD.values())
    orders = np.argsort(-standing_out, axis=1, kind="stable").tolist()
    found = []
    for by, order, way in zip(standing_out.tolist(), orders, themes.tolist(), strict=True):
        told = (sentences[place] or _tell_cause(size, *way) for place in order if by[place] >= _SPEAKS)
        found.append(tuple(filter(None, told)))
    return found


@cache
def _tell_cause(size: int, one: int, other: int) -> str:
    """How a theme of the child brings a theme of the parent closer."""
    knowledge = load_knowledge(size)
    first, second = knowledge.labels[one], knowledge.labels[other]
    if one == other:
        return f"both are about {first}"
    if knowledge.graph[one, other] <= 0:
        return ""
    return f"{first}: this usually {'brings' if knowledge.graph[one, other] > _HALF else 'helps'} {second}"
