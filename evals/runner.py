"""Run a task: one row per case, then the numbers per split."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coach.service import Service
from evals.measure import Measured, Row
from evals.solvers import build_solver
from evals.task import Task, Unscored

__all__ = ["TaskRun", "measure_splits", "run_task"]

MAX_UNSCORED = 0.05
ORDER = ("train", "dev", "test", "all", "external")
PROGRESS_EVERY = 200


@dataclass(frozen=True)
class TaskRun:
    """What came out of one task.

    Attributes:
        task: The task.
        cases: Its cases by id.
        rows: One per case, by split and id.
        measured: Numbers per split.
        reason: Why nothing was scored; empty where something was.
    """

    task: Task
    cases: dict[str, Any] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    measured: dict[str, Measured] = field(default_factory=dict)
    reason: str = ""

    @property
    def unscored(self) -> tuple[Row, ...]:
        """Rows of cases on which the solver crashed."""
        return tuple(row for row in self.rows if row.error)

    @property
    def failed(self) -> bool:
        """Whether more than 5% of the cases could not be scored."""
        return len(self.unscored) > MAX_UNSCORED * len(self.rows)


def run_task(
    task: Task,
    folder: Path,
    *,
    external: bool = False,
    solver: str = "",
    service: Service | None = None,
    split: str = "",
) -> TaskRun:
    """Run one task over its cases.

    Args:
        task: The task.
        folder: Folder of the datasets, or of the external data.
        external: Whether the folder holds external data.
        solver: Another solver than the task's own.
        service: A coach that is built already; takes the place of the solver.
        split: Only this split.

    Raises:
        InputError: A case is malformed.
        ConfigurationError: There is no such solver.
    """
    load = task.external if external else task.load
    if load is None:
        return TaskRun(task, reason="no external data for this task" if external else "external data only")
    cases = [case for case in load(folder) if not split or case.split == split]
    by_id = {case.id: case for case in cases}
    reason = task.unavailable()
    if reason:
        return TaskRun(task, by_id, reason=reason)
    try:
        coach = service or build_solver(solver or task.solver)
    except Unscored as why:
        return TaskRun(task, by_id, reason=str(why))
    if not cases:
        return TaskRun(task, reason="no cases")
    ordered = sorted(cases, key=lambda case: (ORDER.index(case.split), case.id))
    rows = tuple(_solve(task, coach, case, number) for number, case in enumerate(ordered, start=1))
    return TaskRun(task, by_id, rows, measure_splits(task, rows))


def measure_splits(task: Task, rows: Sequence[Row]) -> dict[str, Measured]:
    """The numbers of every split, without the rows that could not be scored."""
    splits = [split for split in ORDER if any(row.split == split for row in rows)]
    return {
        split: task.measure([row for row in rows if row.split == split and not row.error]) for split in splits
    }


def _solve(task: Task, coach: Service, case: Any, number: int) -> Row:
    if number % PROGRESS_EVERY == 0 and sys.stderr.isatty():
        print(f"\r{task.name}: {number} cases", end="\r", file=sys.stderr, flush=True)
    try:
        return Row(case.id, case.split, task.solve(coach, case))
    except Exception as error:  # noqa: BLE001 - a crash is the row's result, neither a zero nor the end of the run
        return Row(case.id, case.split, {}, f"{type(error).__name__}: {error}")
