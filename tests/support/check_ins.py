"""Key results with check-ins for tests of questions and agendas."""

from __future__ import annotations

from datetime import date, timedelta

from coach.checkin.pace import stand
from coach.checkin.signals import find_patterns, find_signals
from coach.domain.checkin import (
    CheckIn,
    CyclePlan,
    KeyResultKind,
    OkrType,
    Rhythm,
    Signal,
    Standing,
    Track,
)

__all__ = ["CYCLE", "MIDDLE", "look_at", "make_track", "updates"]

CYCLE = CyclePlan("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), Rhythm.WEEKLY)
MIDDLE = date(2026, 11, 16)


def updates(
    *values: float | None, confidence: float | None = 7, note: str = "", blocker: str = ""
) -> tuple[CheckIn, ...]:
    """Weekly check-ins that end on 16 November; note and blocker stand in the last one."""
    first = MIDDLE - timedelta(weeks=len(values) - 1)
    last = len(values) - 1
    return tuple(
        CheckIn(
            first + timedelta(weeks=place),
            value,
            confidence,
            note if place == last else "",
            (blocker,) if blocker and place == last else (),
        )
        for place, value in enumerate(values)
    )


def make_track(
    label: str = "KR 1.1",
    text: str = "Orders that arrive on time from 60% to 90%",
    *check_ins: CheckIn,
    team: str = "Bakery",
    kind: KeyResultKind = KeyResultKind.METRIC,
    okr_type: OkrType = OkrType.ASPIRATIONAL,
    unit: str = "%",
    baseline: float | None = 60,
    target: float | None = 90,
    owner: str = "Ida Brandt",
    zones: tuple[tuple[str, float], ...] = (),
    band: tuple[float | None, float | None] = (None, None),
    cycle: CyclePlan = CYCLE,
) -> Track:
    """A key result that is followed."""
    return Track(
        id=f"{team} / {label}",
        team=team,
        label=label,
        objective="Shops open with full shelves",
        text=text,
        kind=kind,
        type=okr_type,
        unit=unit,
        baseline=baseline,
        target=target,
        cycle=cycle,
        check_ins=check_ins,
        zones=zones,
        band=band,
        owner=owner,
    )


def look_at(*tracks: Track, day: date = MIDDLE) -> tuple[list[Standing], list[Signal]]:
    """Where key results stand, and the signals and patterns that they show."""
    standings = [stand(track, day) for track in tracks]
    found = [signal for standing in standings for signal in find_signals(standing)]
    return standings, [*found, *find_patterns(standings, found)]
