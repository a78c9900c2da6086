"""Fit and calibrate the logistic layer that weighs scores and features."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from coach.critic.stacking import Weighing

__all__ = ["calibrate", "fit_weighing"]

STRENGTH = 0.03
"""Inverse strength of the penalty on the weights, for features of variance 1."""
_RARE = 8
"""A feature that fewer cases show is left out."""
_FLOOR = 0.05
_PRECISE = 4


def fit_weighing(
    features: Sequence[Mapping[str, float]],
    labels: Sequence[float],
    weights: Sequence[float],
    strength: float = STRENGTH,
) -> Weighing:
    """Penalised logistic regression; the weights count per unit of the raw feature."""
    counts: dict[str, int] = {}
    for row in features:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= _RARE)
    table = _table(features, names)
    scale = np.maximum(table.std(axis=0), _FLOOR)
    known = ~np.isnan(np.asarray(labels))
    model = LogisticRegression(C=strength, max_iter=5000)
    model.fit((table / scale)[known], np.asarray(labels)[known], sample_weight=np.asarray(weights)[known])
    per_unit = model.coef_[0] / scale
    return Weighing(
        bias=round(float(model.intercept_[0]), _PRECISE),
        weights={name: round(float(weight), _PRECISE) for name, weight in zip(names, per_unit, strict=True)},
    )


def calibrate(
    weighing: Weighing, features: Sequence[Mapping[str, float]], labels: Sequence[float], speaks_from: float
) -> Weighing:
    """Slope and offset that fit other cases than the weights were fitted on (Platt's scaling)."""
    odds = np.array([_odds(weighing.probability(row)) for row in features])
    model = LogisticRegression(C=1.0, max_iter=5000).fit(odds[:, None], np.asarray(labels))
    return Weighing(
        weighing.bias,
        weighing.weights,
        round(float(model.coef_[0, 0]), _PRECISE),
        round(float(model.intercept_[0]), _PRECISE),
        speaks_from,
    )


def _table(features: Sequence[Mapping[str, float]], names: Sequence[str]) -> NDArray[Any]:
    return np.array([[row.get(name, 0.0) for name in names] for row in features])


def _odds(probability: float) -> float:
    return math.log(probability / (1.0 - probability))
