"""Check-in signals: what the history of a key result shows, and the stage of its cycle."""

from __future__ import annotations

from collections.abc import Sequence

from coach.checkin.history import read_history_record
from coach.checkin.pace import stand
from coach.checkin.signals import find_signals
from coach.service import Service
from evals.histories import SIGNALS, STAGES, HistoryCase, read_histories
from evals.measure import Measured, Metric, Mistake, Row, join, split_cell
from evals.scorers.labels import count_confusion, score_label, score_macro_f1, score_share
from evals.task import Guard, Task


def find_case_signals(_: Service, case: HistoryCase) -> dict[str, str]:
    """Read one history and look at it on its day."""
    read = read_history_record(case.record, case.id, 1)
    standing = stand(read.track, case.as_of)
    return {
        "expected": join(case.expected),
        "got": join(signal.name for signal in find_signals(standing)),
        "near_miss": join(case.near_miss),
        "stage": case.stage,
        "got_stage": standing.stage.value,
    }


def _measure(rows: Sequence[Row]) -> Measured:
    pairs = {name: (_column(rows, "expected", name), _column(rows, "got", name)) for name in SIGNALS}
    metrics: list[Metric] = []
    for name, (expected, got) in pairs.items():
        metrics.extend(score_label(name, expected, got))
        raised = [
            name in split_cell(row.cells["got"]) for row in rows if name in split_cell(row.cells["near_miss"])
        ]
        metrics.append(score_share(name, "near misses raised", raised))
    metrics.append(score_macro_f1("all signals", pairs))
    exact = [row.cells["expected"] == row.cells["got"] for row in rows]
    metrics.append(score_share("histories", "all signals right", exact))
    stages = [row.cells["stage"] for row in rows]
    given = [row.cells["got_stage"] for row in rows]
    right = [stage == got for stage, got in zip(stages, given, strict=True)]
    metrics.append(score_share("stage", "accuracy", right))
    return Measured(metrics, [count_confusion("stage", stages, given, STAGES)], mistakes=_mistakes(rows))


def _column(rows: Sequence[Row], cell: str, name: str) -> list[bool]:
    return [name in split_cell(row.cells[cell]) for row in rows]


def _mistakes(rows: Sequence[Row]) -> list[Mistake]:
    found = []
    for row in rows:
        expected, got = set(split_cell(row.cells["expected"])), set(split_cell(row.cells["got"]))
        found += [Mistake(row.id, name, "false", 1.0) for name in got - expected]
        found += [Mistake(row.id, name, "missed", 1.0) for name in expected - got]
    return sorted(found, key=lambda mistake: (mistake.subject, mistake.what, mistake.id))


TASK = Task(
    purpose="Which signals a history of check-ins gives, and in which stage of the cycle it is seen.",
    columns=("expected", "got", "near_miss", "stage", "got_stage"),
    solve=find_case_signals,
    measure=_measure,
    load=read_histories,
    guards=(
        Guard("all signals", "macro-F1", tolerance=0.0),
        Guard("stage", "accuracy", tolerance=0.0),
    ),
)
