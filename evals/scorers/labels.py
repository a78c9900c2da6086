"""Precision, recall and F1 of labels; macro-F1; shares; confusions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import confusion_matrix, precision_recall_fscore_support

from evals.measure import Confusion, Metric
from evals.scorers.intervals import bootstrap, wilson

__all__ = ["count_confusion", "score_label", "score_macro_f1", "score_share", "weighted_f1"]

Numbers = NDArray[np.float64]


def score_label(subject: str, expected: Sequence[bool], got: Sequence[bool]) -> list[Metric]:
    """Precision and recall with Wilson intervals, F1 with a bootstrap interval.

    Precision has no result where the label was never given, recall and F1 where it never applies.
    """
    truth, given = np.asarray(expected, bool), np.asarray(got, bool)
    hits, positives, predicted = int((truth & given).sum()), int(truth.sum()), int(given.sum())
    precision = recall = f1 = None
    if len(truth):
        scores = precision_recall_fscore_support(truth, given, average="binary", zero_division=np.nan)
        precision, recall, f1 = (float(score) for score in scores[:3])
    interval = (
        bootstrap(len(truth), lambda weights: weighted_f1(weights, truth, given)) if positives else None
    )
    return [
        _metric(subject, "precision", precision if predicted else None, wilson(hits, predicted), predicted),
        _metric(subject, "recall", recall if positives else None, wilson(hits, positives), positives),
        _metric(subject, "F1", f1 if positives else None, interval, positives),
    ]


def score_macro_f1(
    subject: str, pairs: Mapping[str, tuple[Sequence[bool], Sequence[bool]]], measure: str = "macro-F1"
) -> Metric:
    """Mean F1 over the labels that occur, with a bootstrap interval over cases.

    Args:
        subject: Name of the group.
        pairs: Label to what was expected and what was given, for the same cases in the same order.
        measure: Name of the measure.
    """
    occurring = [
        (np.asarray(truth, bool), np.asarray(given, bool)) for truth, given in pairs.values() if any(truth)
    ]
    if not occurring:
        return Metric(subject, measure, None, note="no positives")
    n = len(occurring[0][0])

    def mean(weights: Numbers) -> Numbers:
        scores = np.stack([weighted_f1(weights, *pair) for pair in occurring])
        present = np.isfinite(scores)
        means: Numbers = np.where(present, scores, 0.0).sum(axis=0) / present.sum(axis=0)
        return means

    value = float(mean(np.ones((1, n)))[0])
    return _metric(subject, measure, value, bootstrap(n, mean), n, note=f"{len(occurring)} labels")


def score_share(subject: str, measure: str, hits: Sequence[bool], note: str = "") -> Metric:
    """The share of cases for which something holds, with its Wilson interval."""
    n, found = len(hits), sum(hits)
    return _metric(subject, measure, found / n if n else None, wilson(found, n), n, note=note)


def count_confusion(
    title: str, expected: Sequence[str], got: Sequence[str], labels: Sequence[str]
) -> Confusion:
    """Counts by expected and given label; given labels may be more than the expected ones."""
    columns = [*labels, *sorted(set(got) - set(labels))]
    counts = confusion_matrix(expected, got, labels=columns) if expected else np.zeros((len(columns),) * 2)
    rows = tuple(tuple(int(count) for count in line) for line in counts[: len(labels)])
    return Confusion(title, tuple(labels), tuple(columns), rows)


def weighted_f1(weights: Numbers, truth: NDArray[np.bool_], given: NDArray[np.bool_]) -> Numbers:
    """F1 of every draw at once; `weights` are draws x cases, NaN where a draw has no positive."""
    hits = weights @ (truth & given)
    total = weights @ truth.astype(np.float64) + weights @ given.astype(np.float64)
    # A draw without a positive has no F1; with positives and no prediction it is 0.
    positives = weights @ truth
    scores: Numbers = np.where(positives > 0, 2 * hits / np.where(total > 0, total, 1), np.nan)
    return scores


def _metric(
    subject: str,
    measure: str,
    value: float | None,
    interval: tuple[float, float] | None,
    n: int,
    *,
    note: str = "",
) -> Metric:
    low, high = interval or (None, None)
    return Metric(subject, measure, value, low, high, n, note)
