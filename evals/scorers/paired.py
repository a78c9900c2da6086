"""Differences between two solvers on the same cases, with a paired bootstrap interval of 95%."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from evals.measure import Metric
from evals.scorers.intervals import bootstrap
from evals.scorers.labels import weighted_f1
from evals.scorers.probabilities import weighted_auc

__all__ = ["compare_auc", "compare_f1", "compare_shares"]

Numbers = NDArray[np.float64]
Statistic = Callable[[Numbers], Numbers]


def compare_f1(subject: str, expected: Sequence[bool], one: Sequence[bool], other: Sequence[bool]) -> Metric:
    """F1 of the other minus F1 of the one; no result without positives."""
    truth, first, second = (np.asarray(values, bool) for values in (expected, one, other))
    if not truth.any():
        return Metric(subject, "F1", None, n=0, note="no positives")
    return _difference(
        Metric(subject, "F1", None, n=int(truth.sum())),
        len(truth),
        lambda weights: weighted_f1(weights, truth, first),
        lambda weights: weighted_f1(weights, truth, second),
    )


def compare_auc(subject: str, truth: Sequence[bool], one: Sequence[float], other: Sequence[float]) -> Metric:
    """ROC AUC of the other minus that of the one; no result with one class only."""
    labels = np.asarray(truth, bool)
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    if not labels.any() or labels.all():
        return Metric(subject, "ROC AUC", None, n=len(labels), note="only one class")
    return _difference(
        Metric(subject, "ROC AUC", None, n=len(labels)),
        len(labels),
        lambda weights: weighted_auc(weights, labels, first),
        lambda weights: weighted_auc(weights, labels, second),
    )


def compare_shares(subject: str, measure: str, one: Sequence[bool], other: Sequence[bool]) -> Metric:
    """Share of the other minus share of the one."""
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    n = len(first)
    return _difference(
        Metric(subject, measure, None, n=n),
        n,
        lambda weights: weights @ first / n,
        lambda weights: weights @ second / n,
    )


def _difference(metric: Metric, n: int, one: Statistic, other: Statistic) -> Metric:
    """The metric with the difference of two statistics; both see the same draws of cases."""
    if not n:
        return metric

    def difference(weights: Numbers) -> Numbers:
        return other(weights) - one(weights)

    low, high = bootstrap(n, difference) or (None, None)
    value = float(difference(np.ones((1, n)))[0])
    return Metric(metric.subject, metric.measure, value, low, high, metric.n, metric.note)
