"""Compare a fresh run with the committed one: changed rows, changed numbers, and drops beyond tolerance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.service import Service
from evals.measure import Metric
from evals.results import Change, compare_rows, read_rows, read_summary, summary_rows
from evals.runner import TaskRun, measure_splits, run_task
from evals.task import tasks

__all__ = ["Comparison", "Drop", "compare_with_reference", "find_drops", "find_summary_drops", "run_all"]

_SUMMARY_TOLERANCE = 0.001
"""Summaries may differ by this much: the last digit of an interval is up to the platform."""
_ROUNDED = 5e-5
"""What the summary's four digits may hide."""


@dataclass(frozen=True, slots=True)
class Drop:
    """A guarded number that got worse by more than its tolerance."""

    task: str
    split: str
    subject: str
    measure: str
    before: float
    after: float | None

    def __str__(self) -> str:
        after = "no result" if self.after is None else f"{self.after:.3f}"
        return f"{self.task}, {self.split}: {self.subject} {self.measure} {self.before:.3f} -> {after}"


@dataclass(frozen=True)
class Comparison:
    """What differs between the committed results and a fresh run."""

    runs: tuple[TaskRun, ...]
    changes: dict[str, list[Change]]
    drops: tuple[Drop, ...]
    stale_summary: tuple[str, ...]

    @property
    def failed(self) -> tuple[TaskRun, ...]:
        """Tasks with too many unscored cases."""
        return tuple(run for run in self.runs if run.failed)

    @property
    def passed(self) -> bool:
        """Whether nothing changed and every task could be scored."""
        return not (any(self.changes.values()) or self.drops or self.stale_summary or self.failed)


def run_all(datasets: Path, service: Service | None = None, only: Sequence[str] = ()) -> tuple[TaskRun, ...]:
    """Every task on the project's own cases."""
    return tuple(
        run_task(task, datasets, service=service)
        for task in tasks()
        if task.load is not None and (not only or task.name in only)
    )


def compare_with_reference(runs: tuple[TaskRun, ...], results: Path) -> Comparison:
    """Hold a fresh run against the committed results.

    Raises:
        InputError: The committed results cannot be read.
    """
    changes = {run.task.name: compare_rows(run.task, read_rows(run.task, results), run.rows) for run in runs}
    drops = [drop for run in runs for drop in find_drops(run, results)]
    return Comparison(runs, changes, tuple(drops), tuple(_stale(runs, results)))


def find_drops(run: TaskRun, results: Path) -> list[Drop]:
    """Guarded numbers that are worse than those of the committed rows."""
    committed = measure_splits(run.task, read_rows(run.task, results))
    found = []
    for split, measured in committed.items():
        fresh = run.measured[split].metrics if split in run.measured else []
        for guard in run.task.guards:
            before = _value(measured.metrics, guard.subject, guard.measure)
            after = _value(fresh, guard.subject, guard.measure)
            if before is None:
                continue
            sign = 1 if guard.higher_is_better else -1
            if after is None or sign * (before - after) > guard.tolerance + 1e-9:
                found.append(Drop(run.task.name, split, guard.subject, guard.measure, before, after))
    return found


def find_summary_drops(runs: Sequence[TaskRun], results: Path) -> list[Drop]:
    """The same from the committed summary alone, where the rows have other columns and cannot be measured."""
    committed = {tuple(row[:4]): row[4] for row in read_summary(results)}
    found = []
    for run in runs:
        for split, measured in run.measured.items():
            for guard in run.task.guards:
                told = committed.get((run.task.name, split, guard.subject, guard.measure))
                after = _value(measured.metrics, guard.subject, guard.measure)
                if not told:
                    continue
                sign = 1 if guard.higher_is_better else -1
                if after is None or sign * (float(told) - after) > guard.tolerance + _ROUNDED:
                    found.append(Drop(run.task.name, split, guard.subject, guard.measure, float(told), after))
    return found


def _value(metrics: Sequence[Metric], subject: str, measure: str) -> float | None:
    return next((item.value for item in metrics if (item.subject, item.measure) == (subject, measure)), None)


def _stale(runs: Sequence[TaskRun], results: Path) -> list[str]:
    """Lines of the committed summary that a fresh run would write otherwise."""
    names = {run.task.name for run in runs}
    committed = {row[:4]: row[4:] for row in read_summary(results) if row[0] in names}
    fresh = {row[:4]: row[4:] for row in summary_rows(runs)}
    return [
        " ".join(filter(None, key))
        for key in sorted({*committed, *fresh})
        if not _same(committed.get(key), fresh.get(key))
    ]


def _same(first: tuple[str, ...] | None, second: tuple[str, ...] | None) -> bool:
    if first is None or second is None:
        return False
    return first[3:] == second[3:] and all(
        one == other or (one != "" and other != "" and abs(float(one) - float(other)) <= _SUMMARY_TOLERANCE)
        for one, other in zip(first[:3], second[:3], strict=True)
    )
