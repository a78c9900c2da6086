from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.cadence import calendar, describe_cycle, fit_rhythms, plan_cycle, stage_at
from coach.domain.checkin import CyclePlan, Rhythm, Stage
from coach.errors import InputError

TODAY = date(2026, 11, 22)
QUARTER = CyclePlan("2026-Q4", date(2026, 10, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("name", "start", "end"),
    [
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("Q1 2027", date(2027, 1, 1), date(2027, 3, 31)),
        ("H1 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("6 weeks from 2026-03-02", date(2026, 3, 2), date(2026, 4, 12)),
        ("six weeks from 2026-03-02", date(2026, 3, 2), date(2026, 4, 12)),
        ("2026-03-02 to 2026-05-31", date(2026, 3, 2), date(2026, 5, 31)),
    ],
)
def test_a_cycle_gets_the_dates_that_its_name_tells(name: str, start: date, end: date) -> None:
    plan = plan_cycle(name, TODAY)

    assert (plan.start, plan.end) == (start, end)


@pytest.mark.parametrize(
    ("today", "name", "found"),
    [
        (date(2026, 11, 22), "Q4", "2026-Q4"),
        (date(2026, 11, 22), "q1", "2027-Q1"),
        (date(2027, 1, 5), "Q4", "2026-Q4"),
        (date(2026, 7, 1), "H2", "2026-H2"),
    ],
)
def test_a_quarter_without_a_year_is_the_one_nearest_to_today(today: date, name: str, found: str) -> None:
    assert plan_cycle(name, today).name == found


def test_stated_dates_win_over_the_name() -> None:
    plan = plan_cycle("2026-Q4", TODAY, start=date(2026, 10, 5), end=date(2027, 1, 15))

    assert (plan.start, plan.end) == (date(2026, 10, 5), date(2027, 1, 15))


def test_dates_alone_make_a_cycle() -> None:
    plan = plan_cycle("", TODAY, start=date(2026, 10, 5), end=date(2026, 11, 15), rhythm=Rhythm.BIWEEKLY)

    assert plan == CyclePlan(
        "2026-10-05 to 2026-11-15", date(2026, 10, 5), date(2026, 11, 15), Rhythm.BIWEEKLY
    )


@pytest.mark.parametrize(
    "name",
    [
        "",
        "spring",
        "0 weeks from 2026-03-02",
        "6 weeks",
        "many weeks from 2026-03-02",
        "FY26",
        "6 weeks from 2026-02-30",
    ],
)
def test_a_name_that_tells_no_dates_is_refused_with_what_to_write(name: str) -> None:
    with pytest.raises(InputError, match="2026-Q4, H1 2026"):
        plan_cycle(name, TODAY)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 12, 31), date(2026, 10, 1)),
        (date(2026, 10, 1), date(2026, 10, 3)),
        (date(2026, 10, 1), date(2036, 10, 1)),
        (date(1, 1, 1), date(1, 6, 1)),
    ],
)
def test_dates_that_make_no_cycle_are_refused(start: date, end: date) -> None:
    with pytest.raises(InputError, match="cycle"):
        plan_cycle("", TODAY, start=start, end=end)


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 9, 30), Stage.DRAFTING),
        (date(2026, 10, 1), Stage.KICK_OFF),
        (date(2026, 10, 10), Stage.KICK_OFF),
        (date(2026, 10, 11), Stage.EARLY),
        (date(2026, 10, 31), Stage.EARLY),
        (date(2026, 11, 1), Stage.MIDDLE),
        (date(2026, 11, 30), Stage.MIDDLE),
        (date(2026, 12, 1), Stage.LATE),
        (date(2026, 12, 30), Stage.LATE),
        (date(2026, 12, 31), Stage.CLOSE),
        (date(2027, 2, 1), Stage.CLOSE),
    ],
)
def test_a_day_has_the_stage_of_its_share_of_the_cycle(day: date, stage: Stage) -> None:
    assert stage_at(QUARTER, day) is stage


@pytest.mark.parametrize(
    ("name", "recommended"),
    [
        ("6 weeks from 2026-11-30", Rhythm.WEEKLY),
        ("2026-Q4", Rhythm.WEEKLY),
        ("H1 2027", Rhythm.BIWEEKLY),
        ("2027", Rhythm.MONTHLY),
    ],
)
def test_the_rhythm_that_gives_about_twelve_check_ins_is_recommended(name: str, recommended: Rhythm) -> None:
    fits = fit_rhythms(plan_cycle(name, TODAY))

    assert [fit.rhythm for fit in fits if fit.recommended] == [recommended]
    assert all(fit.fits for fit in fits if fit.recommended)
    assert all(fit.why for fit in fits)


def test_three_check_ins_in_a_quarter_are_said_to_show_no_trend() -> None:
    monthly = next(fit for fit in fit_rhythms(QUARTER) if fit.rhythm is Rhythm.MONTHLY)

    assert not monthly.fits
    assert "3 check-ins in 13 weeks" in monthly.why
    assert "trend" in monthly.why


def test_a_calendar_holds_everything_from_drafting_to_the_next_drafting() -> None:
    kinds = [event.kind for event in calendar(QUARTER)]

    assert kinds[:3] == ["drafting", "alignment-review", "kick-off"]
    assert kinds.count("check-in") == 12
    assert kinds.count("mid-cycle-review") == 1
    assert set(kinds[-6:]) >= {"close", "next-drafting"}


def test_the_mid_cycle_review_is_the_check_in_nearest_to_the_middle() -> None:
    review = next(event for event in calendar(QUARTER) if event.kind == "mid-cycle-review")

    assert review.first == date(2026, 11, 16)
    assert "check-in 7 of 13" in review.title


def test_a_first_cycle_gets_four_to_eight_weeks_of_preparation() -> None:
    events = {event.kind: event for event in calendar(QUARTER, first_cycle=True)}

    assert events["preparation"].first == QUARTER.start - timedelta(weeks=8)
    assert events["preparation"].last < events["drafting"].first
    assert events["drafting"].first == QUARTER.start - timedelta(weeks=4)


def test_a_cycle_without_a_first_time_has_no_preparation() -> None:
    assert "preparation" not in {event.kind for event in calendar(QUARTER)}


def test_no_kick_off_falls_on_a_weekend() -> None:
    plan = CyclePlan("2027-Q3", date(2028, 7, 1), date(2028, 9, 30))  # a Saturday

    kick_off = next(event for event in calendar(plan) if event.kind == "kick-off")

    assert kick_off.first == date(2028, 7, 3)


@given(
    start=st.dates(date(1950, 1, 1), date(2150, 1, 1)),
    days=st.integers(6, 5 * 365),
    rhythm=st.sampled_from(Rhythm),
)
def test_every_cycle_has_a_calendar_in_order(start: date, days: int, rhythm: Rhythm) -> None:
    plan = plan_cycle("", start, start=start, end=start + timedelta(days=days), rhythm=rhythm)

    described = describe_cycle(plan, start)

    assert all(event.first <= event.last for event in described.events)
    check_ins = [event for event in described.events if event.kind in {"check-in", "mid-cycle-review"}]
    assert all(plan.start <= event.first <= plan.end for event in check_ins)
    assert sum(fit.recommended for fit in described.fits) == 1
