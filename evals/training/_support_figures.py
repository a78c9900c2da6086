"""Figures of support on held-out organisations, and the thresholds chosen on them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    fbeta_score,
    precision_score,
    recall_score,
    roc_auc_score,
)

from coach.alignment.knowledge import Weights
from coach.alignment.standing import Standing, sum_up
from evals.training._support import Examples

__all__ = ["choose_threshold", "fit_orphans", "fit_uncovered", "print_ablation", "print_support"]

Floats = NDArray[np.float32]
_BINS = 10
_CANDIDATES = np.arange(0.04, 0.8, 0.01)
_BETA = 0.5
_STEPS, _DIGITS = 1000, 4
_SHOWN = (0.5, 0.6, 0.75)
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


def choose_threshold(weights: Weights, examples: Examples, chances: Floats) -> Weights:
    """From which held-out probability on a link counts.

    The one of best F0.5: a false link costs more than a missed one.
    """
    truth = examples.support == "yes"
    link = _best(truth, lambda threshold: chances >= threshold)
    print(f"threshold of links {link:.2f}: {_tell(truth, chances >= link)}")
    return weights._replace(threshold=link)


def fit_uncovered(weights: Weights, examples: Examples, chances: Floats) -> Weights:
    """How sure it is that a parent is supported by nobody, on held-out probabilities."""
    truth = examples.support == "yes"
    return weights._replace(uncovered=_fit_standing("uncovered", examples.parent, chances, truth, {}))


def fit_orphans(weights: Weights, examples: Examples, chances: Floats, texts: Mapping[str, float]) -> Weights:
    """How sure it is that a child supports nothing.

    Args:
        weights: What is completed.
        examples: All pairs of some organisations.
        chances: Their held-out probabilities.
        texts: Log odds of each child's text, by layers that had not seen its organisation.
    """
    supported = examples.support != "no"
    return weights._replace(
        orphan=_fit_standing("orphans", examples.child, chances, supported, texts),
    )


def _fit_standing(
    title: str,
    owners: NDArray[np.str_],
    chances: Floats,
    supported: NDArray[np.bool_],
    texts: Mapping[str, float],
) -> Standing:
    """From the likeliest links of each owner, and from its text, to the chance that it has none."""
    names, places = np.unique(owners, return_inverse=True)
    sums = np.array([sum_up(chances[places == owner]) for owner in range(len(names))])
    bare = np.array([not supported[places == owner].any() for owner in range(len(names))])
    table = np.column_stack([-sums, *([[texts[name] for name in names.tolist()]] if texts else [])])
    model = LogisticRegression(C=np.inf, max_iter=_STEPS).fit(table, bare)
    numbers = [model.intercept_[0], *model.coef_[0]]
    standing = Standing(*(round(float(number), _DIGITS) for number in numbers))
    doubts = model.predict_proba(table)[:, 1]
    told = "; ".join(f"from {limit:.2f} {_tell(bare, doubts >= limit)}" for limit in _SHOWN)
    print(f"{title}: ROC AUC {roc_auc_score(bare, doubts):.3f}; {told}")
    return standing


def _tell(truth: NDArray[np.bool_], given: NDArray[np.bool_]) -> str:
    return (
        f"precision {precision_score(truth, given, zero_division=0):.2f},"
        f" recall {recall_score(truth, given):.2f}"
    )


def _best(truth: NDArray[np.bool_], decide: Callable[[float], NDArray[np.bool_]]) -> float:
    scores = [fbeta_score(truth, decide(float(limit)), beta=_BETA, zero_division=0) for limit in _CANDIDATES]
    return round(float(_CANDIDATES[int(np.argmax(scores))]), 2)
