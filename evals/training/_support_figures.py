"""Figures of support on held-out organisations, and the thresholds chosen on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    fbeta_score,
    precision_score,
    recall_score,
    roc_auc_score,
)

from coach.alignment.knowledge import Weights
from evals.training._support import Examples

__all__ = ["choose_thresholds", "print_ablation", "print_support"]

Floats = NDArray[np.float32]
_BINS = 10
_STEP = 0.01
_CANDIDATES = np.arange(0.04, 0.8, _STEP)
_BETA = 0.5
GROUPS = {
    "likeness of wholes": ("whole", "whole, beyond usual"),
    "likeness of texts": ("objectives", "best texts", "best text to objective", "parent covered"),
    "cause": ("cause", "cause of whole", "best cause", "cause, beyond usual"),
    "cause by words": ("cause of whole, by words", "cause, beyond usual, by words"),
    "same theme": ("same theme", "same theme, by words"),
    "reach and breadth": ("reach of child", "breadth of parent"),
    "words": ("words", "rarest word", "measures"),
    "business of the team": ("goal is the team's business", "inward work, outward goal"),
    "counted peers": ("peer of counted work",),
    "no key results": ("parent without key results", "child without key results"),
}


def print_support(title: str, examples: Examples, chances: Floats) -> None:
    """Areas, and the reliability curve."""
    truth = examples.support == "yes"
    print(
        f"{title}, held out: ROC AUC {roc_auc_score(truth, chances):.3f}"
        f"  average precision {average_precision_score(truth, chances):.3f}"
        f"  Brier {brier_score_loss(truth, chances):.3f};"
        f"  cosine of wholes {roc_auc_score(truth, examples.features[:, 0]):.3f}"
        f" {average_precision_score(truth, examples.features[:, 0]):.3f}"
    )
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    for number in np.unique(bins):
        inside = bins == number
        print(
            f"  reliability: said {chances[inside].mean():.2f}, true {truth[inside].mean():.2f}"
            f" of {inside.sum()}"
        )


def print_ablation(
    examples: Examples, names: Sequence[str], predict: Callable[[Sequence[str]], Floats]
) -> None:
    """What each group of features adds: the area with it alone, and the loss without it."""
    truth = examples.support == "yes"
    whole = roc_auc_score(truth, predict(names))
    for group, members in GROUPS.items():
        kept = [name for name in names if name not in members]
        own = [name for name in names if name in members]
        if not own:
            continue
        alone, without = roc_auc_score(truth, predict(own)), roc_auc_score(truth, predict(kept))
        print(f"  {group:<20} alone {alone:.3f}  without it {without:.3f} ({without - whole:+.3f})")


def choose_thresholds(weights: Weights, examples: Examples, chances: Floats) -> Weights:
    """The thresholds of best F0.5 on held-out probabilities: a false claim costs more than a missed one.

    Nothing that is linked can be an orphan or uncovered, so their limits are not above that of the links.
    """
    truth = examples.support == "yes"
    link = _best(truth, lambda threshold: chances >= threshold, 1.0)
    best_of_child, orphans = _best_per(examples.child, chances, examples.support != "no")
    orphan = _best(orphans, lambda threshold: best_of_child < threshold, link)
    best_of_parent, uncovered = _best_per(examples.parent, chances, truth)
    bare = _best(uncovered, lambda threshold: best_of_parent < threshold, link)
    print(f"threshold of links {link:.2f}: {_tell(truth, chances >= link)}")
    print(
        f"orphan below {orphan:.2f}: {_tell(orphans, best_of_child < orphan)},"
        f" ROC AUC {roc_auc_score(orphans, -best_of_child):.3f}"
    )
    print(
        f"uncovered below {bare:.2f}: {_tell(uncovered, best_of_parent < bare)},"
        f" ROC AUC {roc_auc_score(uncovered, -best_of_parent):.3f}"
    )
    return weights._replace(threshold=link, orphan_below=orphan, uncovered_below=bare)


def _tell(truth: NDArray[np.bool_], given: NDArray[np.bool_]) -> str:
    return (
        f"precision {precision_score(truth, given, zero_division=0):.2f},"
        f" recall {recall_score(truth, given):.2f}"
    )


def _best_per(
    owners: NDArray[np.str_], chances: Floats, supported: NDArray[np.bool_]
) -> tuple[Floats, NDArray[np.bool_]]:
    """The best probability of each owner, and whether nothing supports."""
    names, places = np.unique(owners, return_inverse=True)
    best = np.zeros(len(names), np.float32)
    np.maximum.at(best, places, chances)
    some = np.zeros(len(names), bool)
    np.logical_or.at(some, places, supported)
    return best, ~some


def _best(truth: NDArray[np.bool_], decide: Callable[[float], NDArray[np.bool_]], highest: float) -> float:
    tried = _CANDIDATES[: int(np.searchsorted(_CANDIDATES, highest + _STEP / 2))]
    scores = [fbeta_score(truth, decide(float(limit)), beta=_BETA, zero_division=0) for limit in tried]
    return round(float(tried[int(np.argmax(scores))]), 2)
