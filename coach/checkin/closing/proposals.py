"""What happens to each key result when the next cycle is drafted: carry on, modify or drop, with the reason.

The first reason that fits is given; the order goes from what makes a grade meaningless to what a good grade
means. A proposal opens the talk about a key result, it does not end it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coach.checkin.pace import Standing, show_value
from coach.domain.checkin import Grade, KeyResultKind, Signal
from coach.domain.closing import NextCycle, Proposal

__all__ = ["propose"]

_HARDLY = 0.1
_SOME = 0.4


class _Case(NamedTuple):
    standing: Standing
    grade: Grade
    signals: dict[str, Signal]

    @property
    def is_reached(self) -> bool:
        value = self.grade.value
        return value is not None and value >= self.standing.track.type.strong_grade

    @property
    def is_full(self) -> bool:
        return (self.grade.value or 0.0) >= 1

    @property
    def target(self) -> str:
        track = self.standing.track
        return "the target" if track.target is None else show_value(track.target, track.unit)

    @property
    def last(self) -> str:
        track, value = self.standing.track, self.standing.value
        return "no value" if value is None else show_value(value, track.unit)


_Answer = tuple[NextCycle, str] | None


def propose(standing: Standing, grade: Grade, signals: Sequence[Signal]) -> Proposal:
    """The proposal for one key result.

    Args:
        standing: The key result as it stands at the end.
        grade: Its grade.
        signals: What its own history showed.
    """
    case = _Case(standing, grade, {signal.name: signal for signal in signals})
    for decide in _DECIDERS:
        answer = decide(case)
        if answer is not None:
            return Proposal(standing.track.id, *answer)
    return Proposal(standing.track.id, *_carry_on(case))


def _was_not_measured(case: _Case) -> _Answer:
    if case.standing.readings:
        return None
    return (
        NextCycle.MODIFY,
        "It was never measured: agree who reads the number and where, or leave it out of the next cycle.",
    )


def _cannot_be_graded(case: _Case) -> _Answer:
    if case.grade.value is not None:
        return None
    return NextCycle.MODIFY, f"It has no grade, as {case.grade.reason}: settle that before it is carried."


def _is_a_level_to_hold(case: _Case) -> _Answer:
    if case.standing.track.kind is not KeyResultKind.MAINTAIN:
        return None
    if case.is_reached:
        return NextCycle.DROP, "The level held: watch it as a health metric instead."
    return NextCycle.MODIFY, "The level did not hold: ask what it takes to hold it."


def _was_too_easy(case: _Case) -> _Answer:
    # Work that is done early is done; only a number says that its target was low.
    if case.standing.track.kind is not KeyResultKind.METRIC:
        return None
    if not case.is_reached or "sandbagged" not in case.signals:
        return None
    return (
        NextCycle.DROP,
        "Reached before half of the cycle was over: aim higher at what comes next.",
    )


def _was_reached(case: _Case) -> _Answer:
    if not case.is_reached:
        return None
    if case.standing.track.kind is KeyResultKind.BASELINE:
        return (
            NextCycle.MODIFY,
            f"The baseline is known now ({case.last}): turn it into a change with a target.",
        )
    if case.standing.track.kind is KeyResultKind.MILESTONE:
        return (
            NextCycle.DROP,
            "Reached: ask next what it has changed, and measure that.",
        )
    if not case.is_full:
        return (
            NextCycle.CARRY,
            f"Strong, with {case.last} and {case.target} still open: carry the rest if it matters.",
        )
    return NextCycle.DROP, "Reached: make room, and watch the number so that it holds."


def _was_moved_goalpost(case: _Case) -> _Answer:
    signal = case.signals.get("target-changed")
    if signal is None:
        return None
    return NextCycle.MODIFY, "Its target was changed on the way: write it anew with the target that is meant."


def _was_blocked(case: _Case) -> _Answer:
    signal = case.signals.get("blocked-long")
    if signal is None:
        return None
    blocker = signal.facts.get("blocker", "")
    named = f" by {blocker!r}" if blocker else ""
    return NextCycle.MODIFY, f"It was blocked{named} to the end: settle that first, or choose your own lever."


def _hardly_moved(case: _Case) -> _Answer:
    value = case.grade.value
    if value is None or value > _HARDLY:
        return None
    return (
        NextCycle.MODIFY,
        "It hardly moved: the measure or the work behind it was not the right one.",
    )


def _moved_little(case: _Case) -> _Answer:
    value = case.grade.value
    if value is None or value >= _SOME:
        return None
    return (
        NextCycle.MODIFY,
        "It moved a little: carry it only with a new idea of what moves it.",
    )


def _carry_on(case: _Case) -> tuple[NextCycle, str]:
    return NextCycle.CARRY, f"It is on its way: carry it, with {case.last} as baseline."


_DECIDERS: tuple[Callable[[_Case], _Answer], ...] = (
    _was_not_measured,
    _cannot_be_graded,
    _is_a_level_to_hold,
    _was_too_easy,
    _was_reached,
    _was_moved_goalpost,
    _was_blocked,
    _hardly_moved,
    _moved_little,
)
