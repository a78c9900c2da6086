"""The chance that a key result gets there, against what really came, beside two plain guesses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.checkin.risk import estimate_risk
from coach.domain.checkin import Standing
from coach.service import Service
from evals.measure import Measured, Metric, Mistake, Row
from evals.risks import SOURCES, RiskCase, read_risks
from evals.scorers.intervals import bootstrap
from evals.scorers.probabilities import score_auc, score_brier, trace_reliability
from evals.task import Guard, Task

__all__ = ["guess_from_confidence", "guess_from_pace"]

_UNSURE = 0.5
_EARLIEST = 0.05
_GUESSES = ("confidence", "pace")
_FAR_OFF = 0.8


def guess_from_confidence(standing: Standing) -> float:
    """The last confidence as a probability; a half where none was given."""
    return _UNSURE if standing.confidence is None else standing.confidence / 10


def guess_from_pace(standing: Standing) -> float:
    """How much of the goal linear pace would reach, at most 1."""
    goal = standing.track.type.strong_grade * max(standing.elapsed, _EARLIEST)
    return min(max((standing.progress or 0.0) / goal, 0.0), 1.0)


def estimate_case(_: Service, case: RiskCase) -> dict[str, str]:
    """The model's chance and the two guesses."""
    risk = estimate_risk(case.standing)
    if risk.probability is None:
        raise RuntimeError(risk.reason)
    return {
        "source": case.source,
        "elapsed": f"{case.standing.elapsed:.2f}",
        "reached": "yes" if case.reached else "no",
        "model": f"{risk.probability:.4f}",
        "confidence": f"{guess_from_confidence(case.standing):.4f}",
        "pace": f"{guess_from_pace(case.standing):.4f}",
    }


def _measure(rows: Sequence[Row]) -> Measured:
    metrics: list[Metric] = []
    curves = []
    for source in SOURCES:
        chosen = [row for row in rows if row.cells["source"] == source]
        truth = [row.cells["reached"] == "yes" for row in chosen]
        model = _scores(chosen, "model")
        metrics.append(_named(score_brier(source, truth, model), "Brier"))
        for guess in _GUESSES:
            metrics.append(
                _named(score_brier(source, truth, _scores(chosen, guess)), f"Brier of {guess} alone")
            )
            metrics.append(_compare(source, guess, truth, model, _scores(chosen, guess)))
        metrics.append(score_auc(source, truth, model))
        curves.append(trace_reliability(source, truth, model))
    return Measured(metrics, curves=curves, mistakes=_mistakes(rows))


def _scores(rows: Sequence[Row], cell: str) -> list[float]:
    return [float(row.cells[cell]) for row in rows]


def _named(metric: Metric, measure: str) -> Metric:
    return Metric(metric.subject, measure, metric.value, metric.low, metric.high, metric.n, metric.note)


def _compare(
    source: str, guess: str, truth: Sequence[bool], model: Sequence[float], other: Sequence[float]
) -> Metric:
    """How much lower the Brier score is than that of a guess; paired bootstrap over cases."""
    n = len(truth)
    measure = f"Brier gained over {guess}"
    if not n:
        return Metric(source, measure, None, note="no cases")
    labels = np.asarray(truth, np.float64)
    gained = (np.asarray(other) - labels) ** 2 - (np.asarray(model) - labels) ** 2
    low, high = bootstrap(n, lambda weights: weights @ gained / n) or (None, None)
    return Metric(source, measure, float(gained.mean()), low, high, n)


def _mistakes(rows: Sequence[Row]) -> list[Mistake]:
    """Cases on which the model was far off."""
    found = []
    for row in rows:
        off = abs(float(row.cells["model"]) - (row.cells["reached"] == "yes"))
        if off >= _FAR_OFF:
            found.append(Mistake(row.id, row.cells["source"], "far off", off))
    return sorted(found, key=lambda mistake: (mistake.subject, -mistake.weight, mistake.id))


TASK = Task(
    purpose="The chance that a key result reaches its goal, beside two plain guesses.",
    columns=("source", "elapsed", "reached", "model", "confidence", "pace"),
    solve=estimate_case,
    measure=_measure,
    load=read_risks,
    guards=(
        Guard("same simulator", "Brier", higher_is_better=False, tolerance=0.005),
        Guard("other simulator", "Brier", higher_is_better=False, tolerance=0.005),
    ),
)
