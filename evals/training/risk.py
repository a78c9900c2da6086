"""Fit the risk model: `python -m evals.training.risk`.

A logistic regression on 20,000 simulated histories, each seen on one day of its cycle. It prints the Brier
score on other seeds of the same simulator and on another simulator, and writes `coach/checkin/risk.json`.
Under a minute. The histories that `evals/tasks/risk.py` measures on have other seeds and are not opened.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from coach.checkin.risk import FEATURES, VERSION, WEIGHTS_FILE, measure_features
from coach.domain.checkin import Standing
from evals.risks import RiskCase, simulated_cases
from evals.simulation import FITTED, OTHER, World
from evals.tasks.risk import guess_from_confidence, guess_from_pace

__all__ = ["fit", "main"]

COUNT, CHECKED = 20_000, 4_000
SEED = 1
STRENGTH = 0.03
"""Inverse strength of the penalty on scaled weights."""
_DIGITS = 6

Numbers = NDArray[np.float64]


def fit(cases: Sequence[RiskCase]) -> tuple[float, dict[str, float]]:
    """Intercept and weights for the features as they are measured, unscaled."""
    features, truth = _arrays(cases)
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(scaler.transform(features), truth)
    weights = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - weights @ scaler.mean_)
    return intercept, {name: float(weight) for name, weight in zip(FEATURES, weights, strict=True)}


def _arrays(cases: Sequence[RiskCase]) -> tuple[Numbers, Numbers]:
    features = [_features(case.standing) for case in cases]
    return np.asarray(features, np.float64), np.asarray([case.reached for case in cases], np.float64)


def _features(standing: Standing) -> tuple[float, ...]:
    features = measure_features(standing)
    if features is None:
        raise ValueError(f"nothing can be measured of {standing.track.id}")
    return features


def _report(name: str, world: World, seed: int, intercept: float, weights: dict[str, float]) -> None:
    cases = list(simulated_cases("same simulator", world, CHECKED, seed))
    features, truth = _arrays(cases)
    model = 1 / (1 + np.exp(-(features @ np.asarray(list(weights.values())) + intercept)))
    guesses = {
        "model": model,
        "confidence": np.asarray([guess_from_confidence(case.standing) for case in cases]),
        "pace": np.asarray([guess_from_pace(case.standing) for case in cases]),
    }
    scores = ", ".join(f"{guess} {np.mean((values - truth) ** 2):.4f}" for guess, values in guesses.items())
    print(f"{name}: {len(cases)} cases, {truth.mean():.0%} reach their goal; Brier: {scores}")
    for low in np.arange(0, 1, 0.2):
        inside = (model >= low) & (model < low + 0.2)
        if inside.any():
            print(
                f"  said {model[inside].mean():.2f}, came {truth[inside].mean():.2f} ({inside.sum()} cases)"
            )


def main(path: Path = WEIGHTS_FILE) -> int:
    """Fit, report and write."""
    intercept, weights = fit(list(simulated_cases("same simulator", FITTED, COUNT, SEED)))
    _report("same simulator", FITTED, SEED + 1, intercept, weights)
    _report("other simulator", OTHER, SEED + 2, intercept, weights)
    content = {
        "version": VERSION,
        "fitted_on": f"{COUNT} simulated histories, seed {SEED}",
        "intercept": round(intercept, _DIGITS),
        "weights": {name: round(weight, _DIGITS) for name, weight in weights.items()},
    }
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    print(f"wrote {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
