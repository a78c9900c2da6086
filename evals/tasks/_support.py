"""Support as the audit sees it: what a row holds, and the figures beside plain cosine and BM25."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from sklearn.model_selection import KFold

from coach.alignment.calibrate import load_calibrator
from coach.alignment.lexical import LexicalIndex
from coach.alignment.options import AuditOptions
from coach.alignment.recalibrate import FEWEST_DECIDED, recalibrate
from coach.domain.alignment import AlignmentReport, Corpus, Node
from coach.service import Service
from evals.measure import Measured, Metric, Mistake, Row, join_certainties, split_cell
from evals.scorers.probabilities import (
    score_auc,
    score_average_precision,
    score_brier,
    score_calibration,
    trace_reliability,
)

__all__ = [
    "COLUMNS",
    "SCORES",
    "Scored",
    "audit_everything",
    "join_support",
    "measure_support",
    "pack_scores",
]

SCORES = {
    "probability": "support, calibrated probability",
    "cosine": "support, cosine of the wholes",
    "bm25": "support, BM25",
}
"""Cell to the subject of its metrics."""
COLUMNS = ("support", *SCORES)
_VALUES = {"yes": 1.0, "weak": 0.5, "no": 0.0}
_DIGITS = 3
_FOLDS = 5
_SEED = 20260101
_EDGE = 1e-4
_SURE = 0.5


class Scored(NamedTuple):
    """An audit of everything against everything above, and BM25 of the same pairs.

    Attributes:
        report: What the audit says.
        scores: Cell to pair (`child>parent`) to number.
    """

    report: AlignmentReport
    scores: Mapping[str, Mapping[str, float]]


def audit_everything(coach: Service, nodes: Sequence[Node]) -> Scored:
    """Audit one organisation; every node of a level above is weighed."""
    report = coach.audit(Corpus(tuple(nodes)), options=AuditOptions(candidates=None))
    places = {node.id: position for position, node in enumerate(nodes)}
    pairs = [(child, found) for child, candidates in report.candidates.items() for found in candidates]
    children = np.array([places[child] for child, _ in pairs], np.int32)
    parents = np.array([places[found.parent] for _, found in pairs], np.int32)
    words = LexicalIndex(nodes).compare(children, parents).bm25
    names = [f"{child}>{found.parent}" for child, found in pairs]
    return Scored(
        report,
        {
            "probability": dict(zip(names, (found.probability for _, found in pairs), strict=True)),
            "cosine": dict(zip(names, (found.similarity for _, found in pairs), strict=True)),
            "bm25": dict(zip(names, words.tolist(), strict=True)),
        },
    )


def pack_scores(scores: Mapping[str, Mapping[str, float]], names: Mapping[str, str]) -> dict[str, str]:
    """Cells with the scores of some pairs, by the names that they have in the row."""
    return {
        cell: join_certainties({name: round(scores[cell][pair], _DIGITS) for name, pair in names.items()})
        for cell in SCORES
    }


def join_support(labels: Mapping[str, str]) -> str:
    """A cell with labels: 1 for yes, 0.5 for weak, 0 for no."""
    return join_certainties({name: _VALUES[label] for name, label in labels.items()})


def measure_support(rows: Sequence[Row]) -> Measured:
    """How well each score tells yes from weak and no, and how true the probability is."""
    metrics: list[Metric] = []
    for cell, subject in SCORES.items():
        truth, values = _columns(rows, cell)
        metrics += [score_auc(subject, truth, values), score_average_precision(subject, truth, values)]
    truth, chances = _columns(rows, "probability")
    subject = SCORES["probability"]
    metrics += [score_brier(subject, truth, chances), *score_calibration(subject, truth, chances)]
    metrics += _measure_recalibration(rows)
    mistakes = [
        Mistake(row.id, "support", f"{pair}: said {chance:.2f}, is {label:g}", abs(chance - label))
        for row in rows
        for pair, chance, label in _pairs(row, "probability")
        if abs(chance - label) > _SURE
    ]
    return Measured(metrics, curves=[trace_reliability("support", truth, chances)], mistakes=mistakes)


def _pairs(row: Row, cell: str) -> list[tuple[str, float, float]]:
    scores = split_cell(row.cells[cell])
    return [(pair, scores[pair], label) for pair, label in split_cell(row.cells["support"]).items()]


def _columns(rows: Sequence[Row], cell: str) -> tuple[list[bool], list[float]]:
    found = [(label == 1.0, score) for row in rows for _, score, label in _pairs(row, cell)]
    return [truth for truth, _ in found], [score for _, score in found]


def _measure_recalibration(rows: Sequence[Row]) -> list[Metric]:
    """How true the probabilities are where people decided the organisation's other pairs, before and after.

    A fifth of an organisation's pairs is held out at a time; weak support counts as rejected.
    """
    truth: list[bool] = []
    before: list[float] = []
    after: list[float] = []
    calibrator = load_calibrator()
    for row in rows:
        pairs = [(chance, label == 1.0) for _, chance, label in _pairs(row, "probability")]
        if len(pairs) * (_FOLDS - 1) // _FOLDS < FEWEST_DECIDED:
            continue
        for taught, held_out in KFold(_FOLDS, shuffle=True, random_state=_SEED).split(pairs):
            changed, _ = recalibrate(calibrator, [pairs[place] for place in taught])
            for chance, label in (pairs[place] for place in held_out):
                truth.append(label)
                before.append(chance)
                after.append(_shift(chance, changed.slope, changed.offset))
    metrics = []
    for subject, chances in (("support, before decisions", before), ("support, after decisions", after)):
        metrics += [score_brier(subject, truth, chances), *score_calibration(subject, truth, chances)]
    return metrics


def _shift(chance: float, slope: float, offset: float) -> float:
    inside = min(1 - _EDGE, max(_EDGE, chance))
    return 1 / (1 + math.exp(-(slope * math.log(inside / (1 - inside)) + offset)))
