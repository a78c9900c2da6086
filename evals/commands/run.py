"""Run tasks and print their tables.

With `--data` the same tasks run on a folder of external data; nothing of it is written. Mistakes are listed
for every split but test, whose rows nobody reads.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.cases import DATASETS
from evals.results import write_summary
from evals.runner import TaskRun, run_task
from evals.solvers import SOLVERS
from evals.tables import crash_lines, measured_lines
from evals.task import find_task, tasks

__all__ = ["add_arguments", "run"]

_WIDTH = 150


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("--task", action="append", help="only this task; may be given several times")
    parser.add_argument(
        "--split", default="", choices=("", "train", "dev", "test", "all"), help="only this split"
    )
    parser.add_argument("--solver", default="", help=f"measure another solver: {', '.join(SOLVERS)}")
    parser.add_argument("--data", type=Path, help="folder of external data in place of the project's own")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N", help="also list up to N per subject")
    parser.add_argument("--summary", type=Path, help="write the figures, and no rows, to this CSV file")
    parser.add_argument("--datasets", type=Path, default=DATASETS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print what comes out; 1 where a task has more than 5% of its cases unscored."""
    chosen = [find_task(name) for name in options.task] if options.task else list(tasks())
    if options.data:
        chosen = [task for task in chosen if task.external is not None or options.task]
    else:
        chosen = [task for task in chosen if task.load is not None or options.task]
    runs: list[TaskRun] = []
    limit = options.mistakes or (1000 if options.data else 0)
    for task in chosen:
        result = run_task(
            task,
            options.data or options.datasets,
            external=bool(options.data),
            solver=options.solver,
            split="" if options.data else options.split,
        )
        _print(result, limit)
        runs.append(result)
    if options.summary:
        write_summary(runs, options.summary)
    return 1 if any(result.failed for result in runs) else 0


def _print(result: TaskRun, limit: int) -> None:
    print(f"\n=== {result.task.name}: {result.task.purpose}")
    if result.reason:
        print(f"unscored: {result.reason}")
    for split, measured in result.measured.items():
        count = sum(row.split == split for row in result.rows)
        print(f"\n--- {split}, {count} cases\n")
        print("\n".join(measured_lines(measured)))
        if split != "test":
            _print_mistakes(result, split, limit)
    for line in crash_lines(result):
        print(line)
    if result.failed:
        print(f"FAILED: {len(result.unscored)} of {len(result.rows)} cases could not be scored")


def _print_mistakes(result: TaskRun, split: str, limit: int) -> None:
    shown: dict[tuple[str, str], int] = {}
    for mistake in result.measured[split].mistakes:
        group = (mistake.subject, mistake.what if mistake.what in ("missed", "false") else "")
        shown[group] = shown.get(group, 0) + 1
        if shown[group] > limit:
            continue
        text = " ".join(getattr(result.cases[mistake.id], "text", "").split())
        debatable = " (debatable)" if mistake.debatable else ""
        cut = text if len(text) <= _WIDTH else text[: _WIDTH - 1] + "…"
        print(f"{mistake.subject}: {mistake.what}{debatable} {mistake.weight:.2f}  {mistake.id}  {cut}")
