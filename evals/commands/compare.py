"""Compare solvers on the same cases: numbers side by side, and how many cases only one of them gets right."""

from __future__ import annotations

import argparse
from pathlib import Path

from scipy.stats import binomtest

from coach.errors import ConfigurationError
from evals.cases import DATASETS
from evals.measure import Row
from evals.runner import TaskRun, run_task
from evals.tables import format_metric, table_lines
from evals.task import find_task

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument(
        "--solver", action="append", required=True, help="give it twice or more: rules, strict, ..."
    )
    parser.add_argument("--task", default="review_rules", help="the task to compare on")
    parser.add_argument("--split", default="dev", choices=("train", "dev", "test", "all"))
    parser.add_argument("--data", type=Path, help="folder of external data in place of the project's own")
    parser.add_argument("--datasets", type=Path, default=DATASETS, help=argparse.SUPPRESS)


def run(options: argparse.Namespace) -> int:
    """Print the comparison.

    Raises:
        ConfigurationError: Fewer than two solvers, or an unknown one.
    """
    if len(set(options.solver)) < len(options.solver) or len(options.solver) == 1:
        raise ConfigurationError(
            "compare needs two or more different solvers: --solver rules --solver strict"
        )
    external = options.data is not None
    split = "" if external else options.split
    folder = options.data or options.datasets
    runs = {
        name: run_task(find_task(options.task), folder, external=external, solver=name, split=split)
        for name in options.solver
    }
    for name, result in runs.items():
        if result.reason:
            print(f"{name}: unscored: {result.reason}")
    scored = {name: result for name, result in runs.items() if result.rows}
    if scored:
        _print_numbers(scored)
    names = list(scored)
    for other in names[1:]:
        _print_pair(names[0], scored[names[0]], other, scored[other])
    return 0


def _print_numbers(runs: dict[str, TaskRun]) -> None:
    for split, measured in next(iter(runs.values())).measured.items():
        print(f"\n--- {split}")
        values = {
            name: {
                (item.subject, item.measure): format_metric(item) for item in result.measured[split].metrics
            }
            for name, result in runs.items()
        }
        rows = (
            [
                item.subject,
                item.measure,
                *(values[name].get((item.subject, item.measure), "") for name in runs),
            ]
            for item in measured.metrics
        )
        print("\n".join(table_lines(["", "measure", *runs], rows)))


def _print_pair(first: str, one: TaskRun, second: str, other: TaskRun) -> None:
    """Cases that only one gets wholly right, with the exact McNemar test."""
    wrong = [
        {mistake.id for item in run.measured.values() for mistake in item.mistakes} for run in (one, other)
    ]
    ids = {row.id for row in one.rows if not row.error} & {row.id for row in other.rows if not row.error}
    only_first, only_second = len((wrong[1] - wrong[0]) & ids), len((wrong[0] - wrong[1]) & ids)
    together = only_first + only_second
    chance = f"p = {binomtest(only_first, together).pvalue:.3f}" if together else "no difference"
    print(
        f"\nwholly right: only {first} {only_first}, only {second} {only_second} of {len(ids)}",
        f"({chance}, McNemar)",
    )
    changed = sum(_differs(row, others) for row, others in zip(one.rows, other.rows, strict=True))
    print(f"rows that differ: {changed}")


def _differs(one: Row, other: Row) -> bool:
    return one.cells != other.cells or one.error != other.error
