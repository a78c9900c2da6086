"""Where a key result stands on a day: readings in order, progress, and what was due.

A history is read so: readings are check-ins with a value, dated from the start of the cycle up to the day, by
date. Of two on one date the one typed later counts; the earlier one stays in the track and is named in the
notes. Dates in the future or before the cycle are named and not used. A check-in without a value is an
update. Readings after the end of the cycle count up to the day: last figures often come in late.
"""

from __future__ import annotations

from datetime import date

from coach.checkin.cadence import stage_at
from coach.checkin.shown import show_value
from coach.domain.checkin import CheckIn, HistoryProblem, KeyResultKind, Standing, Track

__all__ = [
    "GRACE",
    "Standing",
    "expect",
    "has_progress",
    "is_old",
    "is_task",
    "measure_progress",
    "show_value",
    "stand",
]

_HIGHEST_CONFIDENCE = 10.0
GRACE = 1.5
"""Rhythms after which what was said is old."""


def has_progress(track: Track) -> bool:
    """Whether progress exists: a metric or milestone that moves from a known baseline to another target.

    Where the words leave open what is meant, there is none.
    """
    return (
        track.kind in (KeyResultKind.METRIC, KeyResultKind.MILESTONE)
        and track.baseline is not None
        and track.target is not None
        and track.baseline != track.target
        and not track.doubt
    )


def is_task(standing: Standing) -> bool:
    """Whether a key result is done or not done, and was never told in parts of the way."""
    track = standing.track
    if track.kind is not KeyResultKind.MILESTONE or track.zones or track.doubt:
        return False
    return all(reading.value in (0.0, 1.0) for reading in standing.readings)


def measure_progress(track: Track, value: float | None) -> float | None:
    """(value - baseline) / (target - baseline); below 0 and over 1 are left as they are.

    Returns:
        `None` where there is no value, or progress does not exist for this key result.
    """
    if value is None or track.baseline is None or track.target is None or not has_progress(track):
        return None
    return (value - track.baseline) / (track.target - track.baseline)


def expect(track: Track, day: date) -> float:
    """Progress due by a day: that of the last step that is stated up to then, else the elapsed share."""
    if not track.expected:
        return track.cycle.elapsed(day)
    return max((due for by, due in track.expected if by <= day), default=0.0)


def is_old(standing: Standing, said: date) -> bool:
    """Whether what was said on a day no longer tells how things are; at the end of a cycle nothing is old."""
    cycle = standing.track.cycle
    return standing.day < cycle.end and (standing.day - said).days > GRACE * cycle.rhythm.days


def stand(track: Track, day: date) -> Standing:
    """Clean the history of a key result and say where it stands."""
    notes: list[HistoryProblem] = []
    updates = _clean(track, day, notes)
    readings = tuple(check_in for check_in in updates if check_in.value is not None)
    confidences = tuple(check_in.confidence for check_in in updates if check_in.confidence is not None)
    value = readings[-1].value if readings else None
    return Standing(
        track=track,
        day=day,
        stage=stage_at(track.cycle, day),
        elapsed=track.cycle.elapsed(day),
        readings=readings,
        updates=updates,
        value=value,
        progress=measure_progress(track, value),
        expected=expect(track, day) if has_progress(track) else None,
        confidence=confidences[-1] if confidences else None,
        confidences=confidences,
        notes=tuple(notes),
    )


def _clean(track: Track, day: date, notes: list[HistoryProblem]) -> tuple[CheckIn, ...]:
    """The check-ins that count, one a day, by date; what does not count is noted."""
    by_day: dict[date, CheckIn] = {}
    latest: date | None = None
    for typed in track.check_ins:
        if not _counts(track, typed, day, notes):
            continue
        if latest is not None and typed.day < latest and typed.day not in by_day:
            _note(notes, track, typed, "unordered", f"the check-in of {typed.day} stands below later ones")
        latest = typed.day if latest is None else max(latest, typed.day)
        check_in = _check_confidence(track, typed, notes)
        earlier = by_day.get(check_in.day)
        if earlier is not None:
            check_in = _correct(track, earlier, check_in, notes)
        by_day[check_in.day] = check_in
    return tuple(by_day[when] for when in sorted(by_day))


def _counts(track: Track, check_in: CheckIn, day: date, notes: list[HistoryProblem]) -> bool:
    cycle = track.cycle
    if check_in.day > day:
        message = f"{check_in.day} lies after {day}, the day that is looked at; not used"
        _note(notes, track, check_in, "future-date", message)
        return False
    if check_in.day < cycle.start:
        message = f"{check_in.day} lies before the start of the cycle on {cycle.start}; not used"
        _note(notes, track, check_in, "before-cycle", message)
        return False
    if check_in.day > cycle.end:
        message = f"{check_in.day} lies after the end of the cycle on {cycle.end}; used as a late reading"
        _note(notes, track, check_in, "after-cycle", message)
    return True


def _check_confidence(track: Track, check_in: CheckIn, notes: list[HistoryProblem]) -> CheckIn:
    said = check_in.confidence
    if said is None or 0 <= said <= _HIGHEST_CONFIDENCE:
        return check_in
    message = f"confidence {said:g} on {check_in.day} is outside 0 to 10; not used"
    _note(notes, track, check_in, "confidence-out-of-range", message)
    return check_in._replace(confidence=None)


def _correct(track: Track, earlier: CheckIn, later: CheckIn, notes: list[HistoryProblem]) -> CheckIn:
    """The later of two check-ins of one day; what it leaves out is taken from the earlier one."""
    if None not in (earlier.value, later.value) and earlier.value != later.value:
        before, after = (
            show_value(earlier.value or 0.0, track.unit),
            show_value(later.value or 0.0, track.unit),
        )
        message = f"two values on {later.day}: {before}, then {after}; the one typed later counts"
        _note(notes, track, later, "corrected", message)
    return later._replace(
        value=earlier.value if later.value is None else later.value,
        confidence=earlier.confidence if later.confidence is None else later.confidence,
        note=" ".join(note for note in (earlier.note, later.note) if note),
        blockers=later.blockers or earlier.blockers,
    )


def _note(notes: list[HistoryProblem], track: Track, check_in: CheckIn, code: str, message: str) -> None:
    notes.append(HistoryProblem(code, message, track.id, check_in.source, check_in.line))
