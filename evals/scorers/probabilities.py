"""How good a number between 0 and 1 is: ROC AUC, Brier score, reliability and precision-recall curves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score, brier_score_loss, precision_recall_curve, roc_auc_score

from evals.measure import Curve, Metric
from evals.scorers.intervals import bootstrap

__all__ = [
    "score_auc",
    "score_average_precision",
    "score_brier",
    "score_calibration",
    "trace_precision_recall",
    "trace_reliability",
    "weighted_auc",
]

Numbers = NDArray[np.float64]
BINS = 10


def score_auc(
    subject: str, truth: Sequence[bool], scores: Sequence[float], measure: str = "ROC AUC"
) -> Metric:
    """Chance that a positive case scores higher than a negative one; no result with one class only."""
    labels, values = np.asarray(truth, bool), np.asarray(scores, np.float64)
    if not labels.any() or labels.all():
        return Metric(subject, measure, None, n=len(labels), note="only one class")
    low, high = bootstrap(len(labels), lambda weights: weighted_auc(weights, labels, values)) or (None, None)
    return Metric(subject, measure, float(roc_auc_score(labels, values)), low, high, len(labels))


def score_average_precision(subject: str, truth: Sequence[bool], scores: Sequence[float]) -> Metric:
    """Area under the precision-recall curve; no result without positives."""
    if not any(truth):
        return Metric(subject, "average precision", None, n=len(truth), note="no positives")
    value = float(average_precision_score(np.asarray(truth, bool), scores))
    return Metric(subject, "average precision", value, n=len(truth))


def score_brier(subject: str, truth: Sequence[bool], scores: Sequence[float]) -> Metric:
    """Mean squared distance between the probability and what was true; 0 is best."""
    labels, values = np.asarray(truth, np.float64), np.asarray(scores, np.float64)
    n = len(labels)
    if not n:
        return Metric(subject, "Brier", None, note="no cases")
    if labels.min() == labels.max():
        value = float(np.mean((values - labels) ** 2))
    else:
        value = float(brier_score_loss(labels, values))
    squares = (values - labels) ** 2
    low, high = bootstrap(n, lambda weights: weights @ squares / n) or (None, None)
    return Metric(subject, "Brier", value, low, high, n)


def score_calibration(subject: str, truth: Sequence[bool], scores: Sequence[float]) -> list[Metric]:
    """How far said and true lie apart in ten bins: the mean over cases; the most in a bin of ten or more."""
    curve = trace_reliability(subject, truth, scores)
    gaps = [abs(said - true) for said, true in curve.points]
    n = sum(curve.sizes)
    mean = sum(gap * size for gap, size in zip(gaps, curve.sizes, strict=True)) / n if n else None
    large = [gap for gap, size in zip(gaps, curve.sizes, strict=True) if size >= BINS]
    return [
        Metric(subject, "calibration error", mean, n=n),
        Metric(subject, "largest gap of the reliability curve", max(large, default=None), n=n),
    ]


def trace_reliability(title: str, truth: Sequence[bool], scores: Sequence[float]) -> Curve:
    """Mean probability against the share that was true, in ten equal bins; no empty ones."""
    labels, values = np.asarray(truth, np.float64), np.asarray(scores, np.float64)
    bins = np.minimum((values * BINS).astype(int), BINS - 1)
    points, sizes = [], []
    for number in range(BINS):
        inside = bins == number
        if inside.any():
            points.append((float(values[inside].mean()), float(labels[inside].mean())))
            sizes.append(int(inside.sum()))
    return Curve(title, "reliability", tuple(points), tuple(sizes))


def trace_precision_recall(title: str, truth: Sequence[bool], scores: Sequence[float]) -> Curve:
    """Precision over recall, as the threshold falls to the lowest certainty that was given.

    Below it stand the cases about which nothing was said; they have no order, so the curve ends there.
    """
    if not any(truth):
        return Curve(title, "precision-recall", ())
    precision, recall, thresholds = precision_recall_curve(np.asarray(truth, bool), scores)
    points = [
        (float(along), float(up))
        for along, up, threshold in zip(recall[:-1], precision[:-1], thresholds, strict=True)
        if threshold > 0
    ]
    return Curve(title, "precision-recall", tuple(reversed(points)))


def weighted_auc(weights: Numbers, truth: NDArray[np.bool_], scores: Numbers) -> Numbers:
    """AUC of every draw at once: cases are summed per distinct score, ties count half."""
    _, places = np.unique(scores, return_inverse=True)
    groups = np.zeros((len(scores), int(places.max()) + 1))
    groups[np.arange(len(scores)), places] = 1.0
    positives = weights @ (groups * truth[:, None])
    negatives = weights @ (groups * ~truth[:, None])
    below = np.cumsum(negatives, axis=1) - negatives
    won = (positives * (below + 0.5 * negatives)).sum(axis=1)
    areas: Numbers = won / (positives.sum(axis=1) * negatives.sum(axis=1))
    return areas
