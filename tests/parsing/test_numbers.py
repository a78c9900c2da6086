"""Numbers as people write them."""

from __future__ import annotations

import re

import pytest

from coach.parsing.numbers import NUMBER, parse_number

_NUMBER = re.compile(NUMBER)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("7", 7),
        ("1200", 1200),
        ("1,200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        ("1’200", 1200),
        ("1,200,000", 1_200_000),
        ("1.200.000", 1_200_000),
        ("4.5", 4.5),
        ("4,5", 4.5),
        ("99.95", 99.95),
        ("1,234.50", 1234.5),
        ("1.234,50", 1234.5),
        ("0.125", 0.125),
        (".5", 0.5),
    ],
)
def test_separators_group_thousands_or_mark_decimals(written: str, value: float) -> None:
    assert parse_number(written) == value


@pytest.mark.parametrize(
    ("written", "scale", "value"),
    [
        ("2", "k", 2e3),
        ("2", "K", 2e3),
        ("1.2", "M", 1.2e6),
        ("3", "million", 3e6),
        ("4", "bn", 4e9),
        ("5", "thousand", 5e3),
        ("2", "lakh", 2e5),
        ("6", "", 6),
    ],
)
def test_a_scale_multiplies(written: str, scale: str, value: float) -> None:
    assert parse_number(written, scale) == pytest.approx(value)


@pytest.mark.parametrize("written", ["1,200", "4.5", "20 000", "0.125", "12"])
def test_the_pattern_takes_a_written_number_whole(written: str) -> None:
    assert _NUMBER.fullmatch(written)


def test_the_pattern_stops_before_a_fourth_digit_that_belongs_to_no_group() -> None:
    match = _NUMBER.match("12,3456")
    assert match is not None
    assert match.group() == "12,3456"
