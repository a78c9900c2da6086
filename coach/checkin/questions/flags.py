"""What holds of a key result, so that a form may say it: `moved`, `on-pace`, `reached` and the like."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from coach.checkin.pace import is_task, measure_progress, stand
from coach.checkin.questions.phrase import name_for
from coach.checkin.trend import carry_on
from coach.domain.checkin import KeyResultKind, Stage, Standing

__all__ = ["has_moved", "list_flags"]

_ON_PACE = 0.15
_MOVED = 0.05
_HIGH, _LOW = 7.0, 4.0
_A_STEP = 2
_LAST_THIRD = 2 / 3
_NEAR = 0.1


def list_flags(standing: Standing) -> Iterator[str]:
    """Every flag that holds."""
    yield from _flags_of_plan(standing)
    yield from _flags_of_history(standing)
    yield from _flags_of_progress(standing)


def _flags_of_plan(standing: Standing) -> Iterator[str]:
    track = standing.track
    if not name_for(track).startswith("“"):
        yield "noun-named"
    if track.baseline is None:
        yield "no-baseline"
    if track.target is None and track.band == (None, None):
        yield "no-target"


def _flags_of_history(standing: Standing) -> Iterator[str]:
    if is_task(standing):
        yield from _flags_of_task(standing)
    elif standing.value is None:
        yield "no-reading"
    if standing.confidence is not None and standing.confidence >= _HIGH:
        yield "high-confidence"
    if standing.confidence is not None and standing.confidence <= _LOW:
        yield "low-confidence"
    if _is_out_of_band(standing):
        yield "out-of-band"


def _flags_of_task(standing: Standing) -> Iterator[str]:
    """A task has no number; it is open or done once a check-in says so."""
    yield "task"
    if standing.value is None:
        yield "task-untold"
    else:
        yield "task-done" if standing.value else "task-open"


def _flags_of_progress(standing: Standing) -> Iterator[str]:
    progress = standing.progress
    if has_moved(standing):
        yield "moved"
    trend = carry_on(standing)
    if trend is not None and trend.at(1.0)[0] >= _MOVED:
        yield "projection-gains"
    if standing.stage is Stage.CLOSE and _was_foreseen(standing):
        yield "foreseen"
    if _has_stepped_on(standing):
        yield "changed"
    if progress is not None:
        yield "reached" if progress >= 1 else "short"
        if standing.expected is not None and standing.expected - progress < _ON_PACE:
            yield "on-pace"


def _was_foreseen(standing: Standing) -> bool:
    """Whether the trend at two thirds of the cycle pointed to where it ended."""
    cycle = standing.track.cycle
    trend = carry_on(stand(standing.track, cycle.start + timedelta(days=round(cycle.days * _LAST_THIRD))))
    return trend is not None and abs(trend.at(1.0)[0] - (standing.progress or 0.0)) <= _NEAR


def has_moved(standing: Standing) -> bool:
    """Whether the latest reading is on the way to the target."""
    return standing.progress is not None and standing.progress >= _MOVED


def _has_stepped_on(standing: Standing) -> bool:
    """Whether the last step went towards the target."""
    if len(standing.readings) < _A_STEP or standing.progress is None:
        return False
    before = measure_progress(standing.track, standing.readings[-2].value)
    return before is not None and standing.progress - before >= _MOVED


def _is_out_of_band(standing: Standing) -> bool:
    low, high = standing.track.band
    if standing.track.kind is not KeyResultKind.MAINTAIN or standing.value is None:
        return False
    return (low is not None and standing.value < low) or (high is not None and standing.value > high)
