"""Rerun every task and compare with the committed results, row by row."""

from __future__ import annotations

import argparse
import sys

from coach.service import Service
from evals.checks import Comparison, compare_with_reference, run_all
from evals.commands._folders import add_folders
from evals.results import Change
from evals.tables import crash_lines

__all__ = ["add_arguments", "check", "run"]

_SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_folders(parser)
    parser.add_argument(
        "--all", action="store_true", help="print every changed row, not only the first 40 of a task"
    )


def run(options: argparse.Namespace) -> int:
    """Print what changed; 1 where anything did."""
    return check(options)


def check(options: argparse.Namespace, service: Service | None = None) -> int:
    """Run the check, with another coach than the project's own if one is given."""
    runs = run_all(options.datasets, service)
    comparison = compare_with_reference(runs, options.results)
    for result in runs:
        state = f"unscored: {result.reason}" if result.reason else f"{len(result.rows)} cases"
        print(f"{result.task.name:20} {state}")
    _print_problems(comparison, sys.maxsize if options.all else _SHOWN)
    if comparison.passed:
        print("no row differs from the committed results")
        return 0
    print("FAILED. Look at the rows; if they are right, `python -m evals accept` makes them the reference.")
    return 1


def _print_problems(comparison: Comparison, limit: int) -> None:
    for name, changes in comparison.changes.items():
        _print_changes(name, changes, limit)
    for drop in comparison.drops:
        print(f"drop beyond tolerance: {drop}")
    if comparison.stale_summary and not any(comparison.changes.values()):
        print(f"summary.csv is stale in {len(comparison.stale_summary)} lines: {comparison.stale_summary[0]}")
    for run in comparison.failed:
        print(
            f"{run.task.name}: {len(run.unscored)} of {len(run.rows)} cases could not be scored, more than 5%"
        )
    for run in comparison.runs:
        for line in crash_lines(run):
            print(line)


def _print_changes(name: str, changes: list[Change], limit: int) -> None:
    """Changed cells; of the test split only the ids, because nobody looks at its rows while tuning."""
    if not changes:
        return
    rows = {change.id for change in changes}
    hidden = sorted({change.id for change in changes if change.split == "test"})
    open_changes = [change for change in changes if change.split != "test"]
    print(f"\n{name}: {len(rows)} changed rows")
    for change in open_changes[:limit]:
        print(f"  {change}")
    if len(open_changes) > limit:
        print(f"  and {len(open_changes) - limit} more changed cells; --all prints them")
    if hidden:
        print(
            f"  and {len(hidden)} rows of the test split: {' '.join(hidden[:limit])}",
            "..." if len(hidden) > limit else "",
        )
