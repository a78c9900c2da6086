"""Figures of one judgement on the dev split, for whoever trains."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.metrics import brier_score_loss, f1_score, precision_score, recall_score, roc_auc_score

__all__ = ["print_figures"]

_PRESENT = 0.5


def print_figures(name: str, labels: Sequence[float], probabilities: Sequence[float]) -> None:
    """Precision, recall and F1 from one half on, area under the curve, and the Brier score."""
    truth = [label == 1.0 for label in labels]
    given = [probability >= _PRESENT for probability in probabilities]
    print(
        f"{name:<14} precision {precision_score(truth, given, zero_division=0):.3f}"
        f"  recall {recall_score(truth, given):.3f}  F1 {f1_score(truth, given):.3f}"
        f"  ROC AUC {roc_auc_score(truth, probabilities):.3f}"
        f"  Brier {brier_score_loss(truth, probabilities):.3f}"
    )
