"""How far behind, and whether that counts: asked by more than one signal."""

from __future__ import annotations

from coach.checkin.signals._signal import EDGE
from coach.domain.checkin import Standing

__all__ = ["FROM", "is_behind", "shortfall"]

FROM = 0.1
"""Share of the cycle before which pace says nothing yet."""
_BEHIND = 0.15


def shortfall(standing: Standing) -> float | None:
    """Expected progress less progress; `None` where progress does not exist."""
    if standing.progress is None or standing.expected is None:
        return None
    return standing.expected - standing.progress


def is_behind(standing: Standing) -> bool:
    """Whether the key result is behind pace."""
    gap = shortfall(standing)
    return gap is not None and standing.elapsed > FROM and gap >= _BEHIND - EDGE
