"""Cycles with dates: which stage a day lies in, and what is held when.

`plan_cycle` takes what people call a cycle (`2026-Q4`, `H1 2026`, `2026`, `6 weeks from 2026-03-02`) or a
start and an end; `calendar` lists what to hold around it, `fit_rhythms` says how often to check in, and why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from coach.checkin.calendar_events import calendar, fit_rhythms
from coach.domain.checkin import CycleCalendar, CyclePlan, Rhythm, Stage
from coach.domain.okr import Cycle
from coach.errors import InputError
from coach.parsing.cycle import read_cycle
from coach.parsing.numbers import WORD_NUMBERS
from coach.parsing.patterns import pattern

__all__ = ["calendar", "describe_cycle", "fit_rhythms", "plan_cycle", "stage_at"]

_HOW_TO = "write 2026-Q4, H1 2026, 2026, '6 weeks from 2026-03-02', or give a start and an end"
_LONGEST = timedelta(days=5 * 366)
_SHORTEST = timedelta(days=6)
_WEEKS = pattern(r"(?P<count>\d{1,3}|[a-z]+)[\s-]*weeks?\b(?:\D*(?P<start>\d{4}-\d\d-\d\d))?", re.IGNORECASE)
_BARE = pattern(r"(?P<name>[qh][1-4])", re.IGNORECASE)
_YEARS = (1900, 2200)
_KICK_OFF, _EARLY, _MIDDLE = 0.1, 1 / 3, 2 / 3


def plan_cycle(
    name: str,
    today: date,
    *,
    rhythm: Rhythm = Rhythm.WEEKLY,
    start: date | None = None,
    end: date | None = None,
) -> CyclePlan:
    """A cycle with its dates.

    Args:
        name: What it is called. A bare `Q4` is the one that lies nearest to `today`.
        today: The day that a name without a year is read on.
        rhythm: How often is checked in.
        start: First day; wins over what the name tells.
        end: Last day; wins over what the name tells.

    Raises:
        InputError: The dates cannot be told, are the wrong way round, or span under a week or over five
            years.
    """
    name = " ".join(name.split())
    first, last = _read_dates(name, today, start)
    if _BARE.fullmatch(name) and first is not None:
        name = f"{first.year}-{name.upper()}"
    first, last = start or first, end or last
    if first is None or last is None:
        missing = "no start" if first is None else "no end"
        raise InputError(f"the cycle has {missing}; {_HOW_TO}", text=name)
    if last < first:
        raise InputError(f"the cycle ends on {last}, before its start on {first}; {_HOW_TO}", text=name)
    if not _SHORTEST <= last - first <= _LONGEST:
        raise InputError(
            f"a cycle from {first} to {last} is shorter than a week or longer than five years", text=name
        )
    if first.year < _YEARS[0] or last.year > _YEARS[1]:
        raise InputError(f"a cycle from {first} to {last} lies outside {_YEARS[0]} to {_YEARS[1]}", text=name)
    return CyclePlan(name or f"{first} to {last}", first, last, rhythm)


def stage_at(plan: CyclePlan, day: date) -> Stage:
    """The stage of a day.

    Drafting before the start, kick-off below a tenth of the cycle, early below a third, middle below two
    thirds, late until the end, close from the last day.
    """
    if day < plan.start:
        return Stage.DRAFTING
    if day >= plan.end:
        return Stage.CLOSE
    elapsed = plan.elapsed(day)
    if elapsed < _KICK_OFF:
        return Stage.KICK_OFF
    if elapsed < _EARLY:
        return Stage.EARLY
    return Stage.MIDDLE if elapsed < _MIDDLE else Stage.LATE


def describe_cycle(plan: CyclePlan, day: date, *, first_cycle: bool = False) -> CycleCalendar:
    """Everything about a cycle: its stage on a day, how often to check in, and what is held when."""
    events = calendar(plan, first_cycle=first_cycle)
    return CycleCalendar(plan, day, stage_at(plan, day), fit_rhythms(plan), events)


def _read_dates(name: str, today: date, start: date | None) -> tuple[date | None, date | None]:
    weeks = _WEEKS.search(name)
    if weeks is not None:
        count = _count(weeks["count"])
        first = start or _read_day(weeks["start"])
        if count is None or first is None:
            return first, None
        return first, first + timedelta(days=7 * count - 1)
    bare = _BARE.fullmatch(name)
    cycle = _nearest(bare["name"], today) if bare else read_cycle(name)
    return (None, None) if cycle is None else (cycle.start, cycle.end)


def _count(written: str) -> int | None:
    if written.isascii() and written.isdigit():
        return int(written) or None
    number = WORD_NUMBERS.get(written.lower())
    return int(number) if number and number >= 1 else None


def _read_day(written: str | None) -> date | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputError(f"no such day; {_HOW_TO}", text=written) from None


def _nearest(name: str, today: date) -> Cycle | None:
    """The `Q4` or `H1` of last, this or next year that `today` lies in or nearest to."""
    years = range(max(today.year - 1, date.min.year), min(today.year + 1, date.max.year) + 1)
    found = [
        cycle for year in years if (cycle := read_cycle(f"{year:04}-{name}")) and cycle.start and cycle.end
    ]
    return min(found, key=lambda cycle: _distance(cycle, today), default=None)


def _distance(cycle: Cycle, day: date) -> timedelta:
    start, end = cycle.start or day, cycle.end or day
    return max(start - day, day - end, timedelta(0))
