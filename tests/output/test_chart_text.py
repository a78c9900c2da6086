from __future__ import annotations

from datetime import date

import pytest

from coach.checkin.chart import draw_up
from coach.output.chart_text import render_chart, show_chance
from tests.support.closings import follow, weekly


def test_readings_rise_from_left_to_right_below_the_target_line() -> None:
    lines = render_chart(draw_up(follow(weekly([42, 50]), day=date(2026, 2, 15)))).splitlines()
    rows = [row for row, line in enumerate(lines) if "●" in line]
    target = next(row for row, line in enumerate(lines) if line.startswith("60% ┤"))
    assert target < rows[0] < rows[1]
    assert lines[rows[0]].index("●") > lines[rows[1]].index("●")


def test_confidence_is_a_row_of_bars_with_the_last_value_in_words() -> None:
    text = render_chart(draw_up(follow(weekly([42, 43], confidence=[10, 2]), day=date(2026, 2, 15))))
    [bars] = [line for line in text.splitlines() if "of 10" in line]
    assert bars.split() == ["█", "▂", "confidence", "2", "of", "10"]


def test_characters_that_act_on_a_terminal_are_written_out() -> None:
    text = render_chart(draw_up(follow(weekly([42]), label="KR \x1b[31m")))
    assert "\x1b" not in text


def test_without_a_value_there_are_only_words() -> None:
    text = render_chart(draw_up(follow(day=date(2026, 2, 15))))
    assert text.splitlines() == [
        "Care KR 1.1 Complaints answered within a day",
        "No value so far.",
        "No chance is given: there is no reading yet.",
    ]


def test_of_two_values_on_one_row_the_target_keeps_its_label() -> None:
    lines = render_chart(draw_up(follow(weekly([42, 900]), day=date(2026, 2, 15)))).splitlines()
    assert any(line.startswith(" 60% ┤") for line in lines)
    assert not any("40% ┤" in line for line in lines)


@pytest.mark.parametrize(
    ("probability", "shown"),
    [(None, ""), (0.0, "under 1%"), (0.337, "34%"), (0.9999, "over 99%"), (1.0, "over 99%")],
)
def test_a_chance_is_never_told_as_certain(probability: float | None, shown: str) -> None:
    assert show_chance(probability) == shown
