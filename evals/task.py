"""What a task is, and how tasks are found: modules of `evals.tasks` without a leading underscore."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import evals.tasks as package
from coach.errors import ConfigurationError
from coach.service import Service
from evals.measure import Measured, Row

__all__ = ["Guard", "Task", "Unscored", "find_task", "tasks"]


class Unscored(Exception):
    """Nothing can be measured, and why."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A metric that must not get worse by more than the tolerance."""

    subject: str
    measure: str
    higher_is_better: bool = True
    tolerance: float = 0.01


@dataclass(frozen=True, slots=True)
class Task:
    """One measurement.

    Attributes:
        purpose: One sentence.
        columns: Cells that are written, in order.
        solve: From the coach and a case to the cells of its row.
        measure: From the rows of one split to numbers.
        load: The project's own cases, from the folder of datasets; `None` where there are none.
        external: Cases from a folder with external data; `None` where there are none.
        solver: Which solver it measures unless told otherwise.
        unavailable: Why it cannot be scored today; empty where it can.
        guards: Metrics that `check` watches on every split.
        name: Name of its module; filled on discovery.
    """

    purpose: str
    columns: tuple[str, ...]
    solve: Callable[[Service, Any], dict[str, str]]
    measure: Callable[[Sequence[Row]], Measured]
    load: Callable[[Path], Sequence[Any]] | None = None
    external: Callable[[Path], Sequence[Any]] | None = None
    solver: str = "rules"
    unavailable: Callable[[], str] = lambda: ""
    guards: tuple[Guard, ...] = ()
    name: str = ""


@cache
def tasks() -> tuple[Task, ...]:
    """Every task, by name."""
    found = []
    for info in sorted(pkgutil.iter_modules(package.__path__), key=lambda info: info.name):
        if not info.name.startswith("_"):
            task: Task = importlib.import_module(f"{package.__name__}.{info.name}").TASK
            found.append(replace(task, name=info.name))
    return tuple(found)


def find_task(name: str) -> Task:
    """A task by name.

    Raises:
        ConfigurationError: There is no such task.
    """
    for task in tasks():
        if task.name == name:
            return task
    raise ConfigurationError(f"no task {name!r}; there are {', '.join(task.name for task in tasks())}")
