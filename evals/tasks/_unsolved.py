"""Tasks that have cases and no solver yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from evals.task import Task, Unscored

__all__ = ["unsolved"]


def unsolved(
    purpose: str,
    reason: str,
    *,
    load: Callable[[Path], Sequence[Any]] | None = None,
    external: Callable[[Path], Sequence[Any]] | None = None,
) -> Task:
    """A task whose cases are read and checked, and that is reported as unscored with its reason."""

    def refuse(*_: object) -> NoReturn:
        raise Unscored(reason)

    return Task(purpose, (), refuse, refuse, load, external, unavailable=lambda: reason)
