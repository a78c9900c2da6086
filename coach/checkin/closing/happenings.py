"""What really happened during a cycle: surprises, dependencies, changes, movers, silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from coach.checkin.pace import Standing, show_value
from coach.checkin.shown import show_day
from coach.checkin.subjects import name_track
from coach.domain.checkin import CheckIn, Grade, KeyResultKind, Signal
from coach.domain.closing import Happening, HappeningKind

__all__ = ["find_happenings"]

_SURE = 7
_UNSURE = 4
_BIG_STEP = 0.25
_BLOCKED_TIMES = 3
_LONG_SILENCE = 3
_FIRST_THIRD = 1 / 3


def find_happenings(
    standings: Sequence[Standing], grades: Sequence[Grade], signals: Iterable[Signal]
) -> tuple[Happening, ...]:
    """Everything that is worth a sentence, the weightiest first.

    Args:
        standings: Each key result as it stands at the end.
        grades: Their grades, in the same order.
        signals: What the histories showed.
    """
    changed = {signal.track: signal for signal in signals if signal.name == "target-changed"}
    found: list[Happening] = []
    for standing, grade in zip(standings, grades, strict=True):
        found.extend(_find_surprises(standing, grade))
        found.extend(_find_movers(standing))
        found.extend(_find_silence(standing))
        if standing.track.id in changed:
            found.append(_tell_change(standing, changed[standing.track.id]))
    found.extend(_find_dependencies(standings))
    return tuple(sorted(found, key=lambda happening: -happening.weight))


def _find_surprises(standing: Standing, grade: Grade) -> Iterator[Happening]:
    if grade.value is None:
        return
    name = name_track(standing.track)
    strong = standing.track.type.strong_grade
    half = [entry for entry in standing.updates if standing.track.cycle.elapsed(entry.day) >= _FIRST_THIRD]
    stated = [entry for entry in half if entry.confidence is not None]
    if grade.value < strong:
        sure = [entry for entry in stated if (entry.confidence or 0) >= _SURE]
        if sure:
            entry = sure[-1]
            fact = f"{_show_confidence(entry)}, a grade of {grade.value:.2f} at the end"
            weight = min(0.6 + (strong - grade.value) / 2, 1.0)
            yield Happening(HappeningKind.SURPRISE, f"{name}: {fact}.", (standing.track.id,), weight, fact)
    elif grade.value >= 1:
        unsure = [entry for entry in stated if (entry.confidence or 0) <= _UNSURE]
        if unsure:
            entry = unsure[-1]
            fact = f"{_show_confidence(entry)}, and a grade of {grade.value:.2f} after all"
            yield Happening(HappeningKind.SURPRISE, f"{name}: {fact}.", (standing.track.id,), 0.7, fact)


def _show_confidence(entry: CheckIn) -> str:
    return f"confidence {entry.confidence:g} on {show_day(entry.day)}"


def _find_movers(standing: Standing) -> Iterator[Happening]:
    track = standing.track
    if track.kind is not KeyResultKind.METRIC or track.baseline is None or track.target is None:
        return
    whole = track.target - track.baseline
    if not whole:
        return
    steps = [
        ((after.value - before.value) / whole, before, after)
        for before, after in pairwise(standing.readings)
        if before.value is not None and after.value is not None
    ]
    if not steps:
        return
    share, before, after = max(steps, key=lambda step: step[0])
    if share >= _BIG_STEP:
        yield _tell_step(standing, min(share, 1.0), before, after)


def _tell_step(standing: Standing, share: float, before: CheckIn, after: CheckIn) -> Happening:
    unit = standing.track.unit
    values = f"from {show_value(before.value or 0, unit)} to {show_value(after.value or 0, unit)}"
    fact = f"{values} between {show_day(before.day)} and {show_day(after.day)}"
    note = f" Note of that day: {after.note!r}." if after.note else ""
    text = f"{name_track(standing.track)}: the largest step, {fact}.{note}"
    return Happening(HappeningKind.MOVER, text, (standing.track.id,), 0.4 + share / 4, fact)


def _find_silence(standing: Standing) -> Iterator[Happening]:
    track, cycle = standing.track, standing.track.cycle
    name = name_track(track)
    if not standing.updates:
        fact = "no check-in all cycle"
        yield Happening(HappeningKind.SILENCE, f"{name}: {fact}.", (track.id,), 0.65, fact)
        return
    days = [cycle.start, *(entry.day for entry in standing.updates), min(standing.day, cycle.end)]
    gap, since, until = max(((after - before).days, before, after) for before, after in pairwise(days))
    if gap >= _LONG_SILENCE * cycle.rhythm.days:
        fact = f"no update from {show_day(since)} to {show_day(until)}"
        weight = min(0.3 + gap / cycle.days / 2, 0.8)
        yield Happening(HappeningKind.SILENCE, f"{name}: {fact}.", (track.id,), weight, fact)


def _tell_change(standing: Standing, signal: Signal) -> Happening:
    note = signal.facts.get("note", "")
    fact = f"target changed ({note})" if note else "target changed on the way"
    text = f"{name_track(standing.track)}: {fact}."
    return Happening(HappeningKind.CHANGE, text, (standing.track.id,), 0.6, fact)


def _find_dependencies(standings: Sequence[Standing]) -> Iterator[Happening]:
    named: dict[str, list[tuple[Standing, CheckIn, str]]] = {}
    for standing in standings:
        for entry in standing.updates:
            for blocker in entry.blockers:
                key = " ".join(blocker.casefold().split()).rstrip(".")
                named.setdefault(key, []).append((standing, entry, blocker))
    for mentions in named.values():
        if len(mentions) < _BLOCKED_TIMES:
            continue
        days = sorted(entry.day for _, entry, _ in mentions)
        tracks = tuple(dict.fromkeys(standing.track.id for standing, _, _ in mentions))
        blocker = mentions[-1][2].rstrip(".")
        fact = f"{blocker!r}, named {len(mentions)} times from {show_day(days[0])} to {show_day(days[-1])}"
        names = ", ".join(dict.fromkeys(name_track(standing.track) for standing, _, _ in mentions))
        weight = min(0.5 + len(mentions) / 20 + (0.15 if len(tracks) > 1 else 0), 1.0)
        yield Happening(HappeningKind.DEPENDENCY, f"{names}: {fact}.", tracks, weight, fact)
