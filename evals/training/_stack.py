"""Fit and calibrate the logistic layer that weighs scores and features."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from coach.critic.stacking import Weighing, trusted_odds

__all__ = ["Plan", "calibrate", "fit_weighing"]

_RARE = 8
"""A feature that fewer cases show is left out."""
_FLOOR = 0.05
_PRECISE = 4
_STEPS = 1000

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plan:
    """How one judgement is fitted.

    Attributes:
        strength: Inverse strength of the penalty on the weights, for features of variance 1.
        trusted: Feature whose log odds count fully, so that the weights only correct it; may be empty.
        plain_weight: How much a row in the plain style of company pages counts.
        speaks_from: Probability from which on a point is made.
        calibrated: Whether slope and offset are fitted on the dev split.
    """

    strength: float
    trusted: str = ""
    plain_weight: float = 1.0
    speaks_from: float = 0.5
    calibrated: bool = True


def fit_weighing(
    features: Sequence[Mapping[str, float]], labels: Sequence[float], weights: Sequence[float], plan: Plan
) -> Weighing:
    """Penalised logistic regression; the weights count per unit of the raw feature."""
    known = [place for place, label in enumerate(labels) if not math.isnan(label)]
    rows = [features[place] for place in known]
    counts: dict[str, int] = {}
    for row in rows:
        for name in row:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(name for name, count in counts.items() if count >= _RARE)
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows])
    scale, middle = np.maximum(table.std(axis=0), _FLOOR), table.mean(axis=0)
    given = np.array([trusted_odds(row, plan.trusted) for row in rows])
    truth, counting = np.asarray(labels)[known], np.asarray(weights)[known]
    bias, slopes = _minimise((table - middle) / scale, truth, counting, given, plan.strength)
    per_unit = slopes / scale
    return Weighing(
        bias=round(float(bias - per_unit @ middle), _PRECISE),
        weights={name: round(float(weight), _PRECISE) for name, weight in zip(names, per_unit, strict=True)},
        speaks_from=plan.speaks_from,
        trusted=plan.trusted,
    )


def calibrate(
    weighing: Weighing, features: Sequence[Mapping[str, float]], labels: Sequence[float]
) -> Weighing:
    """Slope and offset that fit other cases than the weights were fitted on (Platt's scaling)."""
    odds = np.array([_odds(weighing.probability(row)) for row in features])
    model = LogisticRegression(C=1.0, max_iter=_STEPS).fit(odds[:, None], np.asarray(labels))
    slope, offset = float(model.coef_[0, 0]), float(model.intercept_[0])
    return replace(weighing, slope=round(slope, _PRECISE), offset=round(offset, _PRECISE))


def _minimise(
    table: Numbers, truth: Numbers, counting: Numbers, given: Numbers, strength: float
) -> tuple[float, Numbers]:
    """Bias, which is free, and slopes, which are penalised, on top of the odds that are given."""

    def lose(values: Numbers) -> tuple[float, Numbers]:
        odds = given + values[0] + table @ values[1:]
        loss = counting @ (np.logaddexp(0.0, odds) - truth * odds) + values[1:] @ values[1:] / (2 * strength)
        missed = counting * (1.0 / (1.0 + np.exp(-odds)) - truth)
        return float(loss), np.concatenate(([missed.sum()], table.T @ missed + values[1:] / strength))

    found: Any = minimize(
        lose, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}
    )
    return float(found.x[0]), found.x[1:]


def _odds(probability: float) -> float:
    return math.log(probability / (1.0 - probability))
