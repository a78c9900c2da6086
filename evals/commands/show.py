"""Show one case: its text, its labels and what came out, in every task that has it."""

from __future__ import annotations

import argparse
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from coach.errors import ConfigurationError
from evals.commands._folders import add_folders
from evals.runner import run_task
from evals.task import tasks

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of the command."""
    parser.add_argument("case", help="id of the case, such as kd-001")
    add_folders(parser)


def run(options: argparse.Namespace) -> int:
    """Print the case and its fresh rows.

    Raises:
        ConfigurationError: There is no such case, or it belongs to the test split.
    """
    found = False
    for task in tasks():
        if task.load is None:
            continue
        case = next((case for case in task.load(options.datasets) if case.id == options.case), None)
        if case is None:
            continue
        if case.split == "test":
            raise ConfigurationError(
                f"{options.case} belongs to the test split, whose rows nobody reads while tuning"
            )
        if not found and is_dataclass(case):
            for item in fields(case):
                print(f"{item.name}: {getattr(case, item.name)}")
        found = True
        one = run_task(replace(task, load=partial(_only, case)), options.datasets)
        print(f"\n=== {task.name}{': unscored, ' + one.reason if one.reason else ''}")
        for row in one.rows:
            for name, value in {**row.cells, **({"error": row.error} if row.error else {})}.items():
                print(f"  {name}: {value}")
    if not found:
        raise ConfigurationError(f"no case {options.case!r} in {options.datasets}")
    return 0


def _only(case: Any, _: Path) -> list[Any]:
    return [case]
