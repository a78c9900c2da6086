from __future__ import annotations

from datetime import date

from coach.checkin.chart import draw_up
from coach.domain.checkin import KeyResultKind
from tests.support.closings import follow, weekly

HALF_WAY = date(2026, 2, 15)


def test_readings_and_what_was_due_run_over_the_cycle() -> None:
    chart = draw_up(follow(weekly([42, 44]), day=HALF_WAY))
    assert [point.shown for point in chart.readings] == ["42%", "44%"]
    assert (chart.due[0].value, chart.due[-1].value) == (40, 60)
    assert [tick.label for tick in chart.ticks] == ["40%", "60%"]


def test_a_stated_expectation_is_drawn_in_its_steps() -> None:
    chart = draw_up(follow(weekly([42]), day=HALF_WAY, expected=((date(2026, 3, 1), 0.25),)))
    assert [(point.day, point.value) for point in chart.due] == [
        (date(2026, 1, 1), 40.0),
        (date(2026, 3, 1), 40.0),
        (date(2026, 3, 1), 45.0),
        (date(2026, 3, 31), 45.0),
    ]


def test_the_trend_ends_within_what_is_possible() -> None:
    chart = draw_up(follow(weekly([50, 70, 85, 95, 99]), day=HALF_WAY, target=100))
    assert chart.band[-1].day == date(2026, 3, 31)
    assert chart.band[-1].high == 100


def test_few_readings_make_no_trend() -> None:
    assert draw_up(follow(weekly([42, 44]), day=HALF_WAY)).band == ()


def test_after_the_cycle_nothing_is_projected() -> None:
    assert draw_up(follow(weekly([42, 44, 46, 48]))).band == ()


def test_the_remark_says_in_words_what_is_drawn() -> None:
    chart = draw_up(follow(weekly([42, 44, 46, 48, 50]), day=HALF_WAY))
    assert chart.remark == (
        "50% on 5 February; target 60%; 50% due by 15 February; the trend ends at 65%."
    )


def test_a_level_to_hold_is_drawn_with_its_band_and_no_expectation() -> None:
    held = follow(
        weekly([3, 2]), kind=KeyResultKind.MAINTAIN, band=(1.0, 4.0), baseline=None, target=None, unit="h"
    )
    chart = draw_up(held)
    assert chart.due == ()
    assert [tick.label for tick in chart.ticks] == ["1 h", "4 h"]


def test_without_a_value_the_chart_says_so() -> None:
    chart = draw_up(follow())
    assert chart.readings == ()
    assert chart.remark == "No value so far."
