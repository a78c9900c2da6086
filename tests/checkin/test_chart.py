from __future__ import annotations

from datetime import date
from typing import Any

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
    assert chart.remark == ("50% on 5 February; target 60%; 50% due by 15 February; the trend ends at 65%.")


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


def test_a_long_unit_is_said_once_and_not_on_the_axis() -> None:
    unit = "complaints per 1,000 bookings"
    chart = draw_up(follow(weekly([14, 12]), day=HALF_WAY, baseline=14, target=6, unit=unit))
    assert chart.remark == "12 complaints per 1,000 bookings on 15 January; target 6; 10 due by 15 February."
    assert [tick.label for tick in chart.ticks] == ["6", "14"]


def test_what_was_due_is_told_with_no_more_digits_than_the_step_gives_sense_to() -> None:
    chart = draw_up(
        follow(weekly([1_250_000]), day=HALF_WAY, baseline=1_200_000, target=2_000_000, unit="EUR")
    )
    assert "€1.6M due by" in chart.remark


def test_a_value_far_outside_gets_a_mark_of_its_own() -> None:
    chart = draw_up(follow(weekly([42, 900]), day=HALF_WAY))
    assert [tick.label for tick in chart.ticks] == ["40%", "60%", "900%"]


def test_a_trend_without_any_certainty_is_said_to_be_none_and_leaves_room() -> None:
    chart = draw_up(follow(weekly([-5, 900, 30, -20]), day=HALF_WAY))
    assert "the readings vary too much to tell where it ends" in chart.remark
    low, high = chart.bounds
    assert (low, high) == (-480, 1360)


def test_a_level_to_hold_says_where() -> None:
    held: dict[str, Any] = {"kind": KeyResultKind.MAINTAIN, "baseline": None, "target": None, "unit": "h"}
    remarks = [
        draw_up(follow(weekly([3]), **held, band=band)).remark for band in ((1, 4), (None, 4), (1, None))
    ]
    assert [remark.partition("; ")[2] for remark in remarks] == [
        "to be held between 1 h and 4 h.",
        "to be held at 4 h or below.",
        "to be held at 1 h or above.",
    ]


def test_the_chance_stands_beside_the_chart_or_why_there_is_none() -> None:
    assert 0 < (draw_up(follow(weekly([42, 44]), day=HALF_WAY)).risk.probability or 0) < 1
    assert draw_up(follow()).risk.probability is None
    assert draw_up(follow()).risk.reason


def test_a_task_is_told_as_open_or_done() -> None:
    task: dict[str, Any] = {"kind": KeyResultKind.MILESTONE, "baseline": 0, "target": 1, "unit": ""}
    remarks = [draw_up(follow(weekly(values), day=HALF_WAY, **task)).remark for values in ([0, 0], [0, 1])]
    assert remarks == ["Open on 15 January.", "Done on 15 January."]


def test_things_that_are_counted_stay_whole_in_words() -> None:
    """4.55 vans are due half-way, and the line does not end at a whole number either."""
    vans: dict[str, Any] = {"baseline": 0, "target": 9, "unit": "vans"}
    remark = draw_up(follow(weekly([0, 1, 1, 2, 3]), day=HALF_WAY, **vans)).remark
    assert "." not in remark.removesuffix(".")
    assert "about 5 due by" in remark
