"""Rerun every task and make its rows the reference to commit.

Refuses where a guarded number got worse by more than its tolerance, unless told that the drop is meant.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from evals.checks import Drop, compare_with_reference, find_summary_drops, run_all
from evals.commands._folders import add_folders
from evals.results import write_results

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    add_folders(parser)
    parser.add_argument(
        "--allow-drop", action="store_true", help="accept numbers that are worse than committed"
    )
    parser.add_argument(
        "--new-columns",
        action="store_true",
        help="the committed rows have other columns: compare only with the summary",
    )


def run(options: argparse.Namespace) -> int:
    """Write the results; 1 where a drop or too many unscored cases stand against it."""
    runs = run_all(options.datasets)
    failed = [result for result in runs if result.failed]
    for result in failed:
        row = result.unscored[0]
        print(f"{result.task.name}: {len(result.unscored)} of {len(result.rows)} cases crashed: {row.error}")
    changed = 0
    if options.new_columns:
        drops: Sequence[Drop] = find_summary_drops(runs, options.results)
    else:
        comparison = compare_with_reference(runs, options.results)
        changed = sum(len({change.id for change in changes}) for changes in comparison.changes.values())
        drops = comparison.drops
    for drop in drops:
        print(f"drop beyond tolerance: {drop}")
    if drops and not options.allow_drop:
        print("nothing was written; --allow-drop accepts this")
        return 1
    if failed:
        print("nothing was written")
        return 1
    write_results(runs, options.results)
    print(
        f"wrote {sum(len(result.rows) for result in runs)} rows of {len(runs)} tasks; {changed} rows changed"
    )
    return 0
