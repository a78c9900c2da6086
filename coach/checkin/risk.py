"""The chance that a key result gets there: 0.7 of the way, or the full target where it is committed.

A logistic regression over pace, trend, confidence and silence. Its weights stand in `risk.json`; `risk.md`
tells what they were fitted on, how well they do, and what they do not know. Nothing is said before the first
reading, before the start, after the end, or where progress does not exist.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from coach.checkin.pace import measure_progress
from coach.checkin.shown import show_confidence, show_days, show_share
from coach.checkin.trend import Trend, fit_trend
from coach.domain.checkin import OkrType, Risk, Standing
from coach.errors import InternalError

__all__ = [
    "FEATURES",
    "VERSION",
    "WEIGHTS_FILE",
    "Weights",
    "estimate_risk",
    "load_weights",
    "measure_features",
]

WEIGHTS_FILE = Path(__file__).with_name("risk.json")
VERSION = 1
_REACH = 1.5
_LONGEST_SILENCE = 4.0
_MIDDLE_CONFIDENCE, _CONFIDENCE_STEP = 6.0, 4.0
_EARLIEST, _LATEST = 0.05, 0.98
_RECENT = 3

FEATURES = (
    "margin",
    "margin late",
    "to go",
    "to go late",
    "pace",
    "pace late",
    "trend",
    "trend known",
    "trend width",
    "recent",
    "recent late",
    "confidence",
    "confidence late",
    "no confidence",
    "confidence before",
    "silence",
    "committed",
    "elapsed",
)
"""What the model looks at; the order is that of the weights."""


class Weights(NamedTuple):
    """What the log odds are made of: a constant, and a weight for each feature by name."""

    intercept: float
    weights: Mapping[str, float]


def measure_features(standing: Standing) -> tuple[float, ...] | None:
    """The features of a standing, in the order of `FEATURES`.

    Returns:
        `None` where there is no progress to speak of.
    """
    if standing.progress is None or not standing.readings:
        return None
    goal = standing.track.type.strong_grade
    elapsed = min(max(standing.elapsed, _EARLIEST), _LATEST)
    late = elapsed * elapsed
    seen = _seen(standing)
    steps = standing.expected if standing.track.expected else None
    margin = _clip(standing.progress - goal * (seen if steps is None else steps))
    to_go = _clip(goal - standing.progress)
    pace = _clip(standing.progress / seen - goal)
    trend = fit_trend(standing)
    middle, width = _project(trend)
    recent = _recent(standing, elapsed)
    known = standing.confidence is not None
    said = (
        0.0 if standing.confidence is None else (standing.confidence - _MIDDLE_CONFIDENCE) / _CONFIDENCE_STEP
    )
    return (
        margin,
        margin * late,
        to_go,
        to_go * late / (1 - elapsed + 0.1),
        pace,
        pace * late,
        0.0 if middle is None else _clip(middle - goal),
        0.0 if middle is None else 1.0,
        width,
        recent - goal,
        (recent - goal) * late,
        said,
        said * late,
        0.0 if known else 1.0,
        _confidence_before(standing),
        _silence(standing),
        1.0 if standing.track.type is OkrType.COMMITTED else 0.0,
        elapsed - 0.5,
    )


def estimate_risk(standing: Standing) -> Risk:
    """The chance of a key result, and what it rests on."""
    silent = _why_not(standing)
    features = measure_features(standing) if not silent else None
    if features is None:
        return Risk(None, silent or "no progress can be measured")
    model = load_weights()
    total = model.intercept + sum(
        model.weights[name] * value for name, value in zip(FEATURES, features, strict=True)
    )
    return Risk(1 / (1 + exp(-min(max(total, -30.0), 30.0))), _explain(standing))


def _why_not(standing: Standing) -> str:
    """Why there is no chance to speak of; empty where there is one."""
    cycle = standing.track.cycle
    if standing.day < cycle.start:
        return "the cycle has not begun"
    if standing.day > cycle.end:
        return "the cycle is over: the grade says what was reached"
    if standing.track.doubt:
        return f"progress cannot be measured: the key result {standing.track.doubt}"
    if standing.expected is None:
        return (
            "progress cannot be measured: no baseline, no target, or a key result that is not meant to move"
        )
    return "" if standing.readings else "there is no reading yet"


def _seen(standing: Standing) -> float:
    """Share of the cycle that was over at the latest reading: later progress is not known."""
    seen = standing.track.cycle.elapsed(standing.readings[-1].day)
    return min(max(seen, _EARLIEST), _LATEST)


def _clip(value: float) -> float:
    return min(max(value, -_REACH), _REACH)


def _project(trend: Trend | None) -> tuple[float | None, float]:
    """Where the trend ends, and how wide its interval is there."""
    if trend is None:
        return None, 0.0
    middle, low, high = trend.at(1.0)
    return middle, min(high - low, 2.0)


def _recent(standing: Standing, elapsed: float) -> float:
    """Progress at the end if the last readings go on as they do."""
    readings = standing.readings[-_RECENT:]
    progress = standing.progress or 0.0
    cycle = standing.track.cycle
    first, last = cycle.elapsed(readings[0].day), cycle.elapsed(readings[-1].day)
    start = measure_progress(standing.track, readings[0].value)
    if len(readings) == 1 or start is None or last <= first:
        return min(max(progress / max(elapsed, _EARLIEST), -_REACH), _REACH + 1)
    slope = (progress - start) / (last - first)
    return min(max(progress + slope * (1 - last), -_REACH), _REACH + 1)


def _confidence_before(standing: Standing) -> float:
    """Mean of the two confidences before the last, from the middle; 0 where there are none."""
    said = standing.confidences[-_RECENT:-1]
    return (sum(said) / len(said) - _MIDDLE_CONFIDENCE) / _CONFIDENCE_STEP if said else 0.0


def _silence(standing: Standing) -> float:
    """Rhythms since the last update beyond the first, at most four."""
    days = (standing.day - standing.updates[-1].day).days
    return min(max(days / standing.track.cycle.rhythm.days - 1, 0.0), _LONGEST_SILENCE)


def _explain(standing: Standing) -> str:
    goal = "the full target" if standing.track.type is OkrType.COMMITTED else "70% of the way"
    done, over = show_share(standing.progress or 0.0), show_share(standing.elapsed)
    parts = [f"{done} of the way with {over} of the cycle over"]
    count = len(standing.readings)
    parts.append(f"{count} reading{'' if count == 1 else 's'}")
    if standing.confidence is not None:
        parts.append(f"confidence {show_confidence(standing.confidence)}")
    days = (standing.day - standing.updates[-1].day).days
    if _silence(standing) > 1:
        parts.append(f"silent for {show_days(days)}")
    return f"chance of {goal}, from {', '.join(parts)}"


@cache
def load_weights() -> Weights:
    """The weights, read once.

    Raises:
        InternalError: The file that comes with the coach is missing or for other features.
    """
    try:
        content = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
        weights = {str(name): float(weight) for name, weight in content["weights"].items()}
        model = Weights(float(content["intercept"]), weights)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InternalError(f"the weights of the risk model cannot be read: {error}") from error
    if content.get("version") != VERSION or set(weights) != set(FEATURES):
        raise InternalError("the weights of the risk model are for other features; run evals.training.risk")
    return model
