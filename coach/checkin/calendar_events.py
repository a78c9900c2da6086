"""What is held around a cycle and when, and how often to check in.

Source: the typical cycle in Doerr, "Measure What Matters" (2018), Resource 1: company OKRs are drafted four
to six weeks before the start, teams follow two weeks before, everybody reflects and grades at the end.
Shorter cycles get a shorter run-up. Public holidays are not known here: a date that falls on one has to be
moved by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from coach.domain.checkin import CalendarEvent, CyclePlan, Rhythm, RhythmFit

__all__ = ["calendar", "check_in_days", "fit_rhythms"]

_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_FRIDAY = 4
_FIRST_CHECK_IN = timedelta(days=3)
_FEWEST, _IDEAL, _MOST = 5, 12, 26
_ENOUGH_FOR_TREND = 4
_SHORT, _MEDIUM = timedelta(weeks=9), timedelta(weeks=30)


def fit_rhythms(plan: CyclePlan) -> tuple[RhythmFit, ...]:
    """Each rhythm with the reason why it fits the cycle or not.

    Fewer than 5 check-ins leave no trend (it needs 4 readings) with time left to act on it; more than 26 are
    rarely kept up. The one nearest to 12 is recommended.
    """
    counts = {rhythm: len(check_in_days(plan._replace(rhythm=rhythm))) for rhythm in Rhythm}
    best = min(counts, key=lambda rhythm: (abs(counts[rhythm] - _IDEAL), rhythm.days))
    return tuple(
        RhythmFit(rhythm, count, _FEWEST <= count <= _MOST, rhythm is best, _explain(rhythm, count, plan))
        for rhythm, count in counts.items()
    )


def _explain(rhythm: Rhythm, count: int, plan: CyclePlan) -> str:
    said = f"{count} check-in{'' if count == 1 else 's'} in {_length(plan)}"
    if count > _MOST:
        return f"{said}: more than a team keeps up; numbers of a long cycle seldom move {_ADVERB[rhythm]}"
    if count < _ENOUGH_FOR_TREND:
        return f"{said}: the cycle is over before a trend shows, which needs {_ENOUGH_FOR_TREND} readings"
    if count < _FEWEST:
        return f"{said}: a trend shows when no time is left to act on it"
    if rhythm is Rhythm.WEEKLY:
        return f"{said}: drift shows within days; suits numbers that move every week"
    if rhythm is Rhythm.BIWEEKLY:
        return f"{said}: half the meetings, and still a trend by the middle; suits numbers that move slowly"
    return f"{said}: enough for numbers that are measured once a month; bring blockers up in between"


_ADVERB = {
    Rhythm.WEEKLY: "within a week",
    Rhythm.BIWEEKLY: "within two weeks",
    Rhythm.MONTHLY: "within a month",
}


def _length(plan: CyclePlan) -> str:
    weeks = round((plan.days + 1) / 7)
    return f"{weeks} week{'' if weeks == 1 else 's'}"


def check_in_days(plan: CyclePlan) -> tuple[date, ...]:
    """The Mondays on which is checked in: from the first that leaves three days to start, never past the end.

    The first of a slower rhythm comes one rhythm after the start; a monthly one follows every fourth Monday.
    """
    day = _monday_from(plan.start + _FIRST_CHECK_IN)
    if plan.rhythm is not Rhythm.WEEKLY:
        day = _monday_from(plan.start + timedelta(days=plan.rhythm.days - 3))
    days = []
    step = timedelta(days=28 if plan.rhythm is Rhythm.MONTHLY else plan.rhythm.days)
    while day <= plan.end:
        days.append(day)
        day += step
    return tuple(days)


def calendar(plan: CyclePlan, *, first_cycle: bool = False) -> tuple[CalendarEvent, ...]:
    """What to hold around a cycle, by first day.

    Args:
        plan: The cycle.
        first_cycle: Whether the organisation starts with OKRs: then eight to four weeks of preparation come
            before the drafting of its first cycle.
    """
    events = [*_before(plan, first_cycle=first_cycle), *_during(plan), *_after(plan)]
    return tuple(sorted(events, key=lambda event: (event.first, event.last)))


def _run_up(plan: CyclePlan) -> int:
    """Weeks of drafting before the start: 2 for a short cycle, 4 for a quarter, 6 for half a year or more."""
    length = plan.end - plan.start
    if length < _SHORT:
        return 2
    return 4 if length < _MEDIUM else 6


def _before(plan: CyclePlan, *, first_cycle: bool) -> Iterator[CalendarEvent]:
    weeks = _run_up(plan)
    drafting = plan.start - weeks * _WEEK
    review = _friday_before(plan.start)
    if first_cycle:
        yield CalendarEvent(
            "preparation",
            f"Prepare the first cycle ({plan.name})",
            plan.start - 8 * _WEEK,
            plan.start - 4 * _WEEK - _DAY,
            "A first cycle needs four to eight weeks before it starts: name a sponsor and a champion, choose "
            "the teams that go first, agree on the levels, and practise on last quarter's goals.",
        )
        drafting = plan.start - 4 * _WEEK
    yield CalendarEvent(
        "drafting",
        f"Draft the OKRs of {plan.name}",
        drafting,
        review - _DAY,
        "Company objectives come first, in the first half; teams answer with their own in the second.",
    )
    yield CalendarEvent(
        "alignment-review",
        f"Alignment review of {plan.name}",
        review,
        review,
        "All drafts side by side: what supports nothing, what nobody supports, what is there twice.",
    )
    yield CalendarEvent(
        "kick-off",
        f"Kick-off of {plan.name}",
        _workday_from(plan.start),
        _workday_from(plan.start),
        "Everybody sees the final OKRs, the baselines and who drives which key result.",
    )


def _during(plan: CyclePlan) -> Iterator[CalendarEvent]:
    days = check_in_days(plan)
    middle = plan.start + timedelta(days=plan.days // 2)
    mid_cycle = min(days, key=lambda day: abs(day - middle), default=None)
    for number, day in enumerate(days, start=1):
        if day == mid_cycle:
            yield CalendarEvent(
                "mid-cycle-review",
                f"Mid-cycle review, check-in {number} of {len(days)}, {plan.name}",
                day,
                day,
                "A longer check-in: which key results will be missed as things are, and what changes now.",
            )
            continue
        yield CalendarEvent(
            "check-in",
            f"Check-in {number} of {len(days)}, {plan.name}",
            day,
            day,
            "Value, confidence, what stands in the way, and one decision; 15 to 30 minutes.",
        )


def _after(plan: CyclePlan) -> Iterator[CalendarEvent]:
    weeks = _run_up(plan)
    following = plan.end + _DAY
    drafting = max(following - weeks * _WEEK, plan.start)
    close = max(plan.end - _WEEK + _DAY, plan.start)
    yield CalendarEvent(
        "close",
        f"Close {plan.name}: grades and retrospective",
        close,
        following + _WEEK - _DAY,
        "Last readings, a grade for each key result, and what the next cycle should learn from this one.",
    )
    yield CalendarEvent(
        "next-drafting",
        f"Draft the cycle after {plan.name}",
        drafting,
        max(_friday_before(following) - _DAY, drafting),
        "Drafting overlaps with the last weeks, so that the next cycle starts on its first day.",
    )


def _monday_from(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def _workday_from(day: date) -> date:
    return _monday_from(day) if day.weekday() > _FRIDAY else day


def _friday_before(day: date) -> date:
    """The last Friday that lies at least two days before a day."""
    before = day - 2 * _DAY
    return before - timedelta(days=(before.weekday() - _FRIDAY) % 7)
