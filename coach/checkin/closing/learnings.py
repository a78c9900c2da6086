"""What a cycle teaches for the next drafting: one check of the whole each, with the facts it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import fmean
from typing import NamedTuple

from coach.checkin.pace import Standing
from coach.domain.checkin import Grade, KeyResultKind, OkrType, Signal
from coach.domain.closing import Learning

__all__ = ["learn"]

_BIAS = 0.25
_ENOUGH = 3
_MANY = 2
_LATE = 2 / 3


class _Cycle(NamedTuple):
    standings: Sequence[Standing]
    grades: Sequence[Grade]
    signals: Sequence[Signal]

    def count(self, name: str) -> int:
        """Key results that show a signal."""
        return len({signal.track for signal in self.signals if signal.name == name and signal.track})


def learn(
    standings: Sequence[Standing], grades: Sequence[Grade], signals: Sequence[Signal]
) -> tuple[Learning, ...]:
    """Everything that this cycle supports with facts; empty where it supports nothing.

    Args:
        standings: Each key result as it stands at the end.
        grades: Their grades, in the same order.
        signals: What the histories showed.
    """
    cycle = _Cycle(standings, grades, signals)
    return tuple(learning for check in _CHECKS for learning in check(cycle))


def _check_baselines(cycle: _Cycle) -> Iterator[Learning]:
    unknown = [
        standing
        for standing in cycle.standings
        if standing.track.kind is KeyResultKind.METRIC and standing.track.baseline is None
    ]
    if unknown:
        yield Learning(
            "Measure the baseline before the cycle starts, or plan its measurement as the first step.",
            f"{len(unknown)} of {len(cycle.standings)} key results had no baseline.",
        )


def _check_measuring(cycle: _Cycle) -> Iterator[Learning]:
    never = [standing for standing in cycle.standings if not standing.readings]
    if never:
        yield Learning(
            "Name for every key result who reads the number and where, before it is accepted.",
            f"{len(never)} of {len(cycle.standings)} key results never got a value.",
        )


def _check_ambition(cycle: _Cycle) -> Iterator[Learning]:
    early = cycle.count("sandbagged")
    full = [
        grade
        for standing, grade in zip(cycle.standings, cycle.grades, strict=True)
        if standing.track.type is OkrType.ASPIRATIONAL and (grade.value or 0) >= 1
    ]
    if early:
        yield Learning(
            "Aim higher: ask of each target what would make 0.7 of it a good result.",
            f"{_count(early)} reached 1.0 before half of the cycle was over.",
        )
    elif len(full) >= _ENOUGH and len(full) * 2 > len(cycle.grades):
        yield Learning(
            "Aim higher, or call these key results committed.",
            f"{len(full)} of {len(cycle.grades)} key results ended at 1.0.",
        )


def _check_confidence(cycle: _Cycle) -> Iterator[Learning]:
    pairs = []
    for standing, grade in zip(cycle.standings, cycle.grades, strict=True):
        late = [
            entry.confidence / 10
            for entry in standing.updates
            if entry.confidence is not None and standing.track.cycle.elapsed(entry.day) >= _LATE
        ]
        if late and grade.value is not None:
            pairs.append((fmean(late), grade.value))
    if len(pairs) < _ENOUGH:
        return
    stated, reached = fmean(pair[0] for pair in pairs), fmean(pair[1] for pair in pairs)
    because = (
        f"In the last third confidence averaged {stated * 10:.1f} of 10, and the grades {reached:.2f}"
        f" ({len(pairs)} key results)."
    )
    if stated - reached >= _BIAS:
        yield Learning(
            "Say at each check-in what the confidence rests on; it ran ahead of the numbers.", because
        )
    elif reached - stated >= _BIAS:
        yield Learning("Trust the numbers more: confidence stayed behind them.", because)


def _check_changes(cycle: _Cycle) -> Iterator[Learning]:
    changed = cycle.count("target-changed")
    if changed >= _MANY:
        yield Learning(
            "Test the assumptions behind a target before the cycle starts; change it on the way only if the"
            " context changed.",
            f"{changed} targets were changed during the cycle.",
        )


def _check_blockers(cycle: _Cycle) -> Iterator[Learning]:
    blocked = cycle.count("blocked-long")
    if blocked:
        yield Learning(
            "Agree on dependencies with those who own them while drafting, with a date each.",
            f"{_count(blocked)} waited for the same thing over three check-ins or more.",
        )


def _check_rhythm(cycle: _Cycle) -> Iterator[Learning]:
    quiet = cycle.count("stale")
    if quiet >= _MANY and quiet * 2 >= len(cycle.standings):
        yield Learning(
            "Check in less often but every time, or take fewer key results.",
            f"{quiet} of {len(cycle.standings)} key results went quiet.",
        )


def _count(number: int) -> str:
    return f"{number} key result" if number == 1 else f"{number} key results"


_CHECKS: tuple[Callable[[_Cycle], Iterator[Learning]], ...] = (
    _check_baselines,
    _check_measuring,
    _check_ambition,
    _check_confidence,
    _check_changes,
    _check_blockers,
    _check_rhythm,
)
