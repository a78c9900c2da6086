"""Compare two folders of results, such as two checkouts of `evals/results`: changed rows and numbers."""

from __future__ import annotations

import argparse
from pathlib import Path

from coach.errors import UnreadableInput
from evals.results import compare_rows, read_rows, read_summary
from evals.task import tasks

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("before", type=Path, help="folder of results")
    parser.add_argument("after", type=Path, help="folder of results")


def run(options: argparse.Namespace) -> int:
    """Print what differs; 0 where nothing does, else 1.

    Raises:
        UnreadableInput: A folder holds no results.
    """
    for folder in (options.before, options.after):
        if not read_summary(folder):
            raise UnreadableInput("no results here (no summary.csv)", source=str(folder))
    different = False
    for task in tasks():
        changes = compare_rows(task, read_rows(task, options.before), read_rows(task, options.after))
        if changes:
            different = True
            print(f"\n{task.name}: {len({change.id for change in changes})} changed rows")
        for change in changes:
            print(f"  {change.id}  (test split)" if change.split == "test" else f"  {change}")
    before = {row[:4]: row[4:] for row in read_summary(options.before)}
    after = {row[:4]: row[4:] for row in read_summary(options.after)}
    for key in [*before, *(key for key in after if key not in before)]:
        old, new = before.get(key, ("",) * 5), after.get(key, ("",) * 5)
        if old != new:
            different = True
            print(
                f"{' '.join(filter(None, key))}:",
                f"{old[0] or 'no result'} -> {new[0] or 'no result'} (n {new[3]})",
            )
    if not different:
        print("the results are the same")
    return 1 if different else 0
