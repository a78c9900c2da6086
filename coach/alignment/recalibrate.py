"""Fit the calibration to one organisation from what its people confirmed and rejected.

Imported only by modules that are themselves imported lazily; numpy stands at the top.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.alignment.calibrate import TreeCalibrator

__all__ = ["FEWEST_DECIDED", "recalibrate"]

FEWEST_DECIDED = 20
"""Decided links from which an organisation teaches the calibration."""
_FEWEST_OF_A_KIND = 3
_EDGE = 1e-4
_SLOPE_SPREAD, _OFFSET_SPREAD = 0.5, 1.5
"""How far slope and offset are expected to stray from 1 and 0, as standard deviations."""
_STEPS = 25
_SMALLEST_SLOPE = 0.1

Numbers = NDArray[np.float64]


def recalibrate(
    calibrator: TreeCalibrator, decided: Sequence[tuple[float, bool]]
) -> tuple[TreeCalibrator, str]:
    """A calibrator whose slope and offset fit the decisions (Platt's scaling), where that helps.

    Every decided link is held out once: what the others teach must tell the held-out ones better than the
    calibrator did before. If not, it stays as it is.

    Args:
        calibrator: What gave the probabilities.
        decided: Probability of each decided link, and whether a person confirmed it.

    Returns:
        The calibrator to use, the given one where nothing changed, and a sentence that says what was done;
        an empty one where nothing was decided.
    """
    if not decided:
        return calibrator, ""
    answers = np.array([confirmed for _, confirmed in decided], np.float64)
    refusal = _refuse(answers)
    if refusal:
        return calibrator, refusal
    chances = np.clip(np.array([chance for chance, _ in decided], np.float64), _EDGE, 1 - _EDGE)
    odds = np.log(chances / (1 - chances))
    places = np.arange(len(odds))
    fitted = [_fit(odds[places != place], answers[places != place]) for place in places]
    held_out = np.array([slope * odds[place] + offset for place, (slope, offset) in enumerate(fitted)])
    before, after = _lose(odds, answers), _lose(held_out, answers)
    figures = (
        f"on held-out decisions the log loss goes from {before:.3f} to {after:.3f}"
        f" and the Brier score from {_miss(odds, answers):.3f} to {_miss(held_out, answers):.3f}"
    )
    if after >= before:
        return calibrator, f"Not recalibrated: with {len(decided)} decided links, {figures}."
    slope, offset = _fit(odds, answers)
    changed = replace(
        calibrator,
        slope=round(slope * calibrator.slope, 4),
        offset=round(slope * calibrator.offset + offset, 4),
    )
    return changed, f"Recalibrated on {len(decided)} decided links: {figures}."


def _refuse(answers: Numbers) -> str:
    confirmed = int(answers.sum())
    rejected = len(answers) - confirmed
    if len(answers) < FEWEST_DECIDED:
        return f"Not recalibrated: {len(answers)} decided links, {FEWEST_DECIDED} are needed."
    if min(confirmed, rejected) < _FEWEST_OF_A_KIND:
        return (
            f"Not recalibrated: {confirmed} links confirmed and {rejected} rejected;"
            f" at least {_FEWEST_OF_A_KIND} of each are needed."
        )
    return ""


def _fit(odds: Numbers, answers: Numbers) -> tuple[float, float]:
    """Slope and offset of largest posterior chance, by Newton's method."""
    table = np.column_stack([odds, np.ones(len(odds))])
    usual, precision = np.array([1.0, 0.0]), np.array([_SLOPE_SPREAD**-2, _OFFSET_SPREAD**-2])
    found = usual.copy()
    for _ in range(_STEPS):
        chances = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        pull = table.T @ (chances - answers) + precision * (found - usual)
        bend = table.T @ (table * (chances * (1 - chances))[:, None]) + np.diag(precision)
        found = found - np.linalg.solve(bend, pull)
    return max(_SMALLEST_SLOPE, float(found[0])), float(found[1])


def _lose(odds: Numbers, answers: Numbers) -> float:
    """Mean log loss."""
    return float(np.mean(np.logaddexp(0.0, odds) - answers * odds))


def _miss(odds: Numbers, answers: Numbers) -> float:
    """Brier score."""
    return float(np.mean((1 / (1 + np.exp(-odds)) - answers) ** 2))
