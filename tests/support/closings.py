"""Key results at the end of a cycle, for tests about closing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from coach.checkin.pace import stand
from coach.domain.checkin import CheckIn, CyclePlan, KeyResultKind, OkrType, Rhythm, Standing, Track

__all__ = ["CYCLE", "SHEET", "follow", "weekly"]


SHEET = """---
team: Care
level: team
cycle: 2026-Q1
---
# O1: Guests hear from us before they have to call
- KR 1.1: Complaints answered within a day from 40% to 60%
- KR 1.2: Repeat calls per 100 bookings from 14 to 8
"""
"""A team's sheet."""

CYCLE = CyclePlan("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), Rhythm.WEEKLY)


def weekly(
    values: Sequence[float | None],
    *,
    confidence: Sequence[float | None] = (),
    notes: Sequence[str] = (),
    blocker: str = "",
) -> tuple[CheckIn, ...]:
    """One check-in a week from the first week of the cycle on."""
    return tuple(
        CheckIn(
            CYCLE.start + timedelta(days=7 * (week + 1)),
            value,
            confidence[week] if week < len(confidence) else None,
            notes[week] if week < len(notes) else "",
            (blocker,) if blocker else (),
        )
        for week, value in enumerate(values)
    )


def follow(
    check_ins: tuple[CheckIn, ...] = (), *, day: date | None = None, label: str = "KR 1.1", **changes: Any
) -> Standing:
    """A key result from 40% to 60%, aspirational, at the end of the cycle unless told otherwise."""
    track = Track(
        id=f"Care / {label}",
        team="Care",
        label=label,
        objective="Guests hear from us before they have to call",
        text="Complaints answered within a day from 40% to 60%",
        kind=KeyResultKind.METRIC,
        type=OkrType.ASPIRATIONAL,
        unit="%",
        baseline=40,
        target=60,
        cycle=CYCLE,
        check_ins=check_ins,
    )
    return stand(track._replace(**changes), day or CYCLE.end)
