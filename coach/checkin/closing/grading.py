"""Grades at the end of a cycle: 0.0 to 1.0 per key result, the mean per objective, what they say together.

Source of the scale and its reading: Doerr, *Measure What Matters* (2018) and Google re:Work: 0.7 and more
of an aspirational key result is strong, a committed one is expected to reach 1.0, and always 1.0 means that
the targets were low. Grades are for learning: they are never a base for pay or rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import fmean

from coach.checkin.closing.proposals import propose
from coach.checkin.pace import Standing, show_value
from coach.checkin.shown import show_day
from coach.checkin.subjects import name_track
from coach.domain.checkin import Grade, KeyResultKind, OkrType, Signal
from coach.domain.closing import GradeBook, ObjectiveGrade
from coach.parsing.pay import find_pay

__all__ = ["grade_all", "grade_key_result"]

_SOME = 0.4
_STRONG = 0.7
_FULL = 1.0
_ENOUGH_TO_JUDGE = 3
PAY = (
    "Pay is mentioned in {where}. Keep grades away from pay and ratings: who is paid for a number sets it low"
    " and defends it, and the grade stops telling the truth."
)


def grade_all(standings: Sequence[Standing], signals: Iterable[Signal] = ()) -> GradeBook:
    """Grade every key result and say what the grades mean together.

    Args:
        standings: Each key result as it stands on the day of grading.
        signals: What its history showed; used by the proposals for the next cycle.
    """
    grades = tuple(grade_key_result(standing) for standing in standings)
    found = tuple(signals)
    proposals = tuple(
        propose(standing, grade, tuple(signal for signal in found if signal.track == standing.track.id))
        for standing, grade in zip(standings, grades, strict=True)
    )
    names = {standing.track.id: name_track(standing.track) for standing in standings}
    return GradeBook(grades, _roll_up(standings, grades), proposals, _warn(standings, grades), names)


def grade_key_result(standing: Standing) -> Grade:
    """The grade of one key result; `None` as value, with the reason, where it cannot be graded."""
    value, reason = _compute(standing)
    kind = standing.track.type
    if value is None:
        return Grade(standing.track.id, None, "No grade: say so rather than guess one.", reason)
    return Grade(standing.track.id, value, _read(value, kind), reason)


def _compute(standing: Standing) -> tuple[float | None, str]:
    if not standing.readings:
        return None, "no check-in of this cycle holds a value"
    kind = standing.track.kind
    if kind is KeyResultKind.MAINTAIN:
        return _grade_band(standing)
    if kind is KeyResultKind.BASELINE:
        return 1.0, f"a first value was measured: {_show_last(standing)}"
    if kind is KeyResultKind.MILESTONE:
        return _grade_milestone(standing)
    return _grade_metric(standing)


def _grade_metric(standing: Standing) -> tuple[float | None, str]:
    track = standing.track
    if track.doubt:
        return None, f"the key result {track.doubt}"
    if track.target is None:
        return None, "there is no target to compare with"
    if track.baseline is None:
        return None, "there is no baseline, so the size of the step is unknown"
    if track.baseline == track.target:
        return None, "target and baseline are equal, so there is no step to grade"
    if standing.progress is None:
        return None, "progress cannot be computed from its values"
    start, aim = (
        show_value(value, track.unit).removesuffix(f" {track.unit}")
        for value in (track.baseline, track.target)
    )
    return _round(standing.progress), f"from {start} to {_show_last(standing)}, target {aim}"


def _grade_milestone(standing: Standing) -> tuple[float | None, str]:
    track = standing.track
    value = standing.value
    if value is None:
        return None, "no check-in of this cycle holds a value"
    if track.zones:
        reached = [(name, share) for name, share in track.zones if value >= share]
        if not reached:
            return 0.0, f"no zone reached; the first is {track.zones[0][0]!r}"
        name, share = max(reached, key=lambda zone: zone[1])
        return _round(share), f"zone {name!r} reached"
    if track.target is not None and track.target != (track.baseline or 0) and abs(track.target) != 1:
        start = track.baseline or 0
        return (
            _round((value - start) / (track.target - start)),
            f"{_show_last(standing)} of {show_value(track.target, track.unit)}",
        )
    done = value >= 1
    return float(done), f"{'done' if done else 'not done'}; without zones it is all or nothing"


def _grade_band(standing: Standing) -> tuple[float | None, str]:
    low, high = standing.track.band
    if low is None and high is None:
        return None, "no band is stated that it should stay within"
    values = [reading.value for reading in standing.readings if reading.value is not None]
    inside = sum((low is None or value >= low) and (high is None or value <= high) for value in values)
    return _round(inside / len(values)), f"{inside} of {len(values)} readings within its band"


def _read(value: float, kind: OkrType) -> str:
    if kind is OkrType.COMMITTED:
        if value >= _FULL:
            return "Kept: a committed key result is expected to reach 1.0."
        return f"Missed by {_FULL - value:.2f}: a committed key result should reach 1.0; find out why."
    if value >= _FULL:
        return "Reached in full. Once is a success; always 1.0 means that the targets were low."
    if value >= _STRONG:
        return "Strong: about 0.7 is what an aspirational key result aims for."
    if value >= _SOME:
        return "Real progress, short of strong."
    return "Little progress: what was learnt counts for more than the number."


def _roll_up(standings: Sequence[Standing], grades: Sequence[Grade]) -> tuple[ObjectiveGrade, ...]:
    by_objective: dict[tuple[str, str], list[Grade]] = {}
    for standing, grade in zip(standings, grades, strict=True):
        by_objective.setdefault((standing.track.team, standing.track.objective), []).append(grade)
    rolled = []
    for (team, objective), members in by_objective.items():
        known = [grade.value for grade in members if grade.value is not None]
        mean = _round(fmean(known)) if known else None
        tracks = tuple(grade.track for grade in members)
        rolled.append(ObjectiveGrade(objective, team, mean, len(known), len(members) - len(known), tracks))
    return tuple(rolled)


def _warn(standings: Sequence[Standing], grades: Sequence[Grade]) -> tuple[str, ...]:
    warnings = []
    graded = [
        (standing.track.type, grade.value)
        for standing, grade in zip(standings, grades, strict=True)
        if grade.value is not None
    ]
    aspirational = [value for kind, value in graded if kind is OkrType.ASPIRATIONAL]
    if len(aspirational) >= _ENOUGH_TO_JUDGE and min(aspirational) >= _FULL:
        warnings.append(
            f"All {len(aspirational)} aspirational key results stand at 1.0: aim higher next cycle,"
            " or call them committed."
        )
    missing = len(grades) - len(graded)
    if missing * 2 >= len(grades) > 0:
        warnings.append(
            f"{missing} of {len(grades)} key results have no grade: read the others with care, and settle how"
            " each is measured before the next cycle starts."
        )
    running = [standing for standing in standings if standing.elapsed < 1]
    if running:
        end = max(standing.track.cycle.end for standing in running)
        warnings.append(f"The cycle runs until {show_day(end)}: these are interim grades.")
    paid = [standing.track.label or standing.track.text for standing in standings if _mentions_pay(standing)]
    if paid:
        warnings.append(PAY.format(where=", ".join(paid)))
    return tuple(warnings)


def _mentions_pay(standing: Standing) -> bool:
    texts = (standing.track.text, *(check_in.note for check_in in standing.track.check_ins))
    return any(find_pay(text) for text in texts)


def _show_last(standing: Standing) -> str:
    return "no value" if standing.value is None else show_value(standing.value, standing.track.unit)


def _round(value: float) -> float:
    """Two decimals within 0.0..1.0, cut and not rounded: 0.699 is not yet strong."""
    return int(min(max(value, 0.0), 1.0) * 100 + 1e-9) / 100
