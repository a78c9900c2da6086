"""What may be set for an audit."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from coach.alignment.gaps import GapLimits

__all__ = ["DEFAULT_CANDIDATES", "AuditOptions", "Progress", "ignore_progress"]

DEFAULT_CANDIDATES = 12
Progress = Callable[[str, int, int], None]
"""Called with a stage (`encoding`, `matching`, `weighing`), what is done and what there is to do."""


class AuditOptions(NamedTuple):
    """What may be set for an audit.

    Attributes:
        limits: Numbers that gaps compare with.
        candidates: How many possible parents of each child are weighed in a large organisation; in one with
            less than about 50,000 pairs all are. `None` weighs every node of a level above.
        threshold: Probability from which a link counts as support; `None` takes the calibration's own.
    """

    limits: GapLimits = GapLimits()
    candidates: int | None = DEFAULT_CANDIDATES
    threshold: float | None = None


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Show nothing."""
