"""How far two label sets agree beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from sklearn.metrics import cohen_kappa_score

from evals.measure import Metric

__all__ = ["score_agreement"]


def score_agreement(subject: str, first: Sequence[str], second: Sequence[str]) -> list[Metric]:
    """Raw agreement, Cohen's kappa, Krippendorff's alpha (nominal); no result where only one label occurs."""
    n = len(first)
    same = sum(a == b for a, b in zip(first, second, strict=True))
    share = Metric(subject, "agreement", same / n if n else None, n=n)
    if len({*first, *second}) <= 1:
        note = "only one label occurs" if n else "no cases"
        return [share, *(Metric(subject, measure, None, n=n, note=note) for measure in ("kappa", "alpha"))]
    kappa = float(cohen_kappa_score(list(first), list(second)))
    return [share, Metric(subject, "kappa", kappa, n=n), Metric(subject, "alpha", _alpha(first, second), n=n)]


def _alpha(first: Sequence[str], second: Sequence[str]) -> float:
    """Krippendorff's alpha for two complete label sets: 1 - observed / expected disagreement."""
    totals = Counter([*first, *second])
    values = sum(totals.values())
    observed = 2 * sum(a != b for a, b in zip(first, second, strict=True)) / values
    expected = sum(totals[a] * totals[b] for a, b in permutations(totals, 2)) / (values * (values - 1))
    return 1 - observed / expected
