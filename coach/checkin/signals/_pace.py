"""How far behind, and whether that counts: asked by more than one signal."""

from __future__ import annotations

from typing import NamedTuple

from coach.checkin.pace import measure_progress
from coach.checkin.shown import show_day, show_share, show_value
from coach.checkin.signals._signal import EDGE
from coach.domain.checkin import Standing

__all__ = ["FROM", "Step", "is_behind", "last_step", "shortfall"]

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


class Step(NamedTuple):
    """From one reading to the next.

    Attributes:
        share: Share of the whole way; below 0 where it leads back.
        facts: `step`, `value_before` and `since` as they are shown.
        words: `from 41% to 44% since 5 October`.
    """

    share: float
    facts: dict[str, str]
    words: str


def last_step(standing: Standing) -> Step | None:
    """The step between the last two readings; `None` where there are not two, or no progress."""
    track = standing.track
    if not standing.readings[1:]:
        return None
    before, after = standing.readings[-2:]
    start, end = (measure_progress(track, reading.value) for reading in (before, after))
    if start is None or end is None or before.value is None or after.value is None:
        return None
    value, since = show_value(before.value, track.unit), show_day(before.day)
    facts = {"step": show_share(abs(end - start)), "value_before": value, "since": since}
    return Step(end - start, facts, f"from {value} to {show_value(after.value, track.unit)} since {since}")
