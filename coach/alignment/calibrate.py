"""From features to the chance that a child supports a parent, and in words what speaks for it.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from coach.alignment.features import FEATURES
from coach.alignment.knowledge import Knowledge, load_knowledge

__all__ = ["ENCODER_SIZE", "Calibrator", "LogisticCalibrator", "explain", "load_calibrator"]

ENCODER_SIZE = 384
"""Numbers in a vector of the encoder that the coach comes with."""
_STEEPEST = 30.0
_SPEAKS = 0.25
"""Log odds that a feature must add, against a usual pair, before it is told."""


class Calibrator(Protocol):
    """Turns features into calibrated chances."""

    @property
    def threshold(self) -> float:
        """Probability from which a link counts as support."""

    @property
    def orphan_below(self) -> float:
        """A child whose best probability is below this supports nothing above."""

    @property
    def uncovered_below(self) -> float:
        """A parent whose best probability is below this is supported by nobody."""

    @property
    def version(self) -> str:
        """Names the weights; probabilities of different versions must not be compared."""

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The chance 0..1 of every row."""


@dataclass(frozen=True)
class LogisticCalibrator:
    """A logistic regression, and what an organisation's decisions changed about it.

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
    def orphan_below(self) -> float:
        """A child whose best probability is below this supports nothing above."""
        return self.knowledge.calibration.orphan_below

    @property
    def uncovered_below(self) -> float:
        """A parent whose best probability is below this is supported by nobody."""
        return self.knowledge.calibration.uncovered_below

    @property
    def version(self) -> str:
        """Names the weights and how they were changed."""
        changed = (self.slope, self.offset) != (1.0, 0.0)
        return f"{self.knowledge.version}{'-recalibrated' if changed else ''}"

    def probabilities(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """The chance 0..1 of every row."""
        calibration = self.knowledge.calibration
        names = [name for name in FEATURES if name in calibration.weights]
        table = np.clip(
            features[:, [FEATURES.index(name) for name in names]],
            [calibration.low[name] for name in names],
            [calibration.high[name] for name in names],
        )
        odds = (
            self.slope * (table @ [calibration.weights[name] for name in names] + calibration.bias)
            + self.offset
        )
        chances = 1.0 / (1.0 + np.exp(-np.clip(odds, -_STEEPEST, _STEEPEST)))
        return chances.astype(np.float32)


@cache
def load_calibrator(size: int = ENCODER_SIZE) -> LogisticCalibrator:
    """The committed calibrator for vectors of a size: of the encoder, or of hashed words.

    Raises:
        WeightsBroken: Its files are missing or broken, or there is none for this size.
    """
    return LogisticCalibrator(load_knowledge(size))


def explain(row: NDArray[np.float32], size: int = ENCODER_SIZE) -> tuple[str, ...]:
    """Sentences on what speaks for a link, the weightiest first; empty where nothing beyond the usual does.

    Args:
        row: The features of the pair.
        size: Of the vectors that the features come from.
    """
    knowledge = load_knowledge(size)
    values = row.tolist()
    told = []
    for tell, terms in zip((_tell_cause, _tell_likeness, _tell_words), _read_terms(size), strict=True):
        weight = sum(
            [slope * (min(high, max(low, values[at])) - usual) for at, slope, usual, low, high in terms]
        )
        sentence = tell(knowledge, values) if weight >= _SPEAKS else ""
        if sentence:
            told.append((-weight, sentence))
    return tuple(sentence for _, sentence in sorted(told))


_CAUSE = ("cause", "cause of whole", "best cause", "cause, beyond usual")
_LIKENESS = (
    "whole",
    "best texts",
    "best text to objective",
    "parent covered",
    "whole, beyond usual",
    "same theme",
)
_WORDS = ("words", "rarest word", "measures")


@cache
def _read_terms(size: int) -> tuple[tuple[tuple[int, float, float, float, float], ...], ...]:
    """For each group of features: column, weight, usual value, and the values between which it counts."""
    weights, usual, low, high, *_ = load_knowledge(size).calibration
    return tuple(
        tuple(
            (FEATURES.index(name), weights[name], usual[name], low[name], high[name])
            for name in features
            if name in weights
        )
        for features in (_CAUSE, _LIKENESS, _WORDS)
    )


def _tell_likeness(_: Knowledge, values: Sequence[float]) -> str:
    return f"the whole texts are alike (similarity {values[FEATURES.index('whole')]:.2f})"


def _tell_words(_: Knowledge, values: Sequence[float]) -> str:  # noqa: ARG001 - as the others
    return "they share words that are rare elsewhere"


def _tell_cause(knowledge: Knowledge, values: Sequence[float]) -> str:
    one, other = (int(values[FEATURES.index(name)]) for name in ("theme of child", "theme of parent"))
    first, second = knowledge.labels[one], knowledge.labels[other]
    if one == other:
        return f"both are about {first}"
    if knowledge.graph[one, other] <= 0:
        return ""
    return f"{first} usually {'brings' if knowledge.graph[one, other] > 0.5 else 'helps'} {second}"
