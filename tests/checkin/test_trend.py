from datetime import date, timedelta

import pytest

from coach.checkin.trend import carry_on, fit_trend, to_value
from coach.domain.checkin import CheckIn, KeyResultKind
from tests.support.closings import CYCLE, follow, weekly


def test_an_even_series_is_carried_on_to_the_end() -> None:
    days = CYCLE.days
    check_ins = tuple(
        CheckIn(CYCLE.start + timedelta(days=day), 40 + 20 * 0.8 * day / days) for day in (7, 14, 21, 28, 35)
    )

    trend = fit_trend(follow(check_ins, day=date(2026, 2, 10)))

    assert trend is not None
    assert trend.at(1.0) == pytest.approx((0.8, 0.8, 0.8))


def test_one_odd_reading_does_not_bend_the_line() -> None:
    plain = fit_trend(follow(weekly([41, 42, 43, 44, 45, 46]), day=date(2026, 2, 20)))
    odd = fit_trend(follow(weekly([41, 42, 60, 44, 45, 46]), day=date(2026, 2, 20)))

    assert plain is not None
    assert odd is not None
    assert odd.at(1.0)[0] == pytest.approx(plain.at(1.0)[0])
    assert odd.slope_high - odd.slope_low > 3 * (plain.slope_high - plain.slope_low)


def test_three_readings_make_no_trend() -> None:
    assert fit_trend(follow(weekly([41, 42, 43]), day=date(2026, 2, 1))) is None


def test_no_trend_where_progress_does_not_exist() -> None:
    assert fit_trend(follow(weekly([41, 42, 43, 44]), day=date(2026, 2, 20), baseline=None)) is None


def test_the_interval_holds_the_middle() -> None:
    trend = fit_trend(follow(weekly([41, 44, 42, 47, 45, 46, 52]), day=date(2026, 3, 1)))

    assert trend is not None
    middle, low, high = trend.at(1.0)
    assert low < middle < high


def test_daily_readings_are_thinned_and_the_last_is_kept() -> None:
    check_ins = tuple(CheckIn(CYCLE.start + timedelta(days=day), 40 + day / 10) for day in range(90))

    trend = fit_trend(follow(check_ins))

    assert trend is not None
    assert trend.readings == 60
    assert trend.at(1.0)[0] == pytest.approx(89 / 10 / 20)


def test_progress_is_turned_back_into_a_value() -> None:
    track = follow().track

    assert to_value(track, 0.5) == 50
    assert to_value(track._replace(baseline=None), 0.5) is None


def test_a_trend_is_carried_on_from_the_last_reading() -> None:
    standing = follow(weekly([41, 42, 43, 44, 45, 52]), day=date(2026, 2, 15))
    trend = carry_on(standing)

    assert trend is not None
    assert trend.at(CYCLE.elapsed(standing.readings[-1].day))[0] == pytest.approx(standing.progress)
    assert trend.at(1.0)[0] > (standing.progress or 0)


def test_what_is_reached_or_all_or_nothing_has_no_trend() -> None:
    task = follow(weekly([0, 0, 0, 0, 0]), kind=KeyResultKind.MILESTONE, baseline=0, target=1, unit="")

    assert carry_on(follow(weekly([41, 45, 50, 55, 60]))) is None
    assert carry_on(task) is None
    assert (
        carry_on(task._replace(track=task.track._replace(zones=(("built", 0.5), ("in use", 1.0)))))
        is not None
    )
