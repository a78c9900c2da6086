from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.shown import show_day, show_days, show_number, show_share, show_value, split_unit


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (44, "%", "44%"),
        (1200, "", "1,200"),
        (1.9, "€M", "€1.9M"),
        (1_900_000, "€", "€1.9M"),
        (5120, "euros", "€5,120"),
        (5120, "euros a month", "€5,120 a month"),
        (4.9, "M EUR", "€4.9M"),
        (2.05, "million euros", "€2.05M"),
        (-300, "$", "-$300"),
        (159, "k people", "159k people"),
        (43.5, "min", "43.5 min"),
        (1, "contracts", "1 contract"),
        (1, "boxes", "1 box"),
        (1, "businesses", "1 business"),
        (2, "clinics", "2 clinics"),
        (20, "of 26", "20 of 26"),
        (4.5, "/5", "4.5/5"),
        (21, "NPS", "NPS 21"),
        (0.1 + 0.2, "", "0.3"),
        (1e-9, "", "1e-09"),
    ],
)
def test_a_value_is_shown_as_a_person_writes_it(value: float, unit: str, shown: str) -> None:
    assert show_value(value, unit) == shown


def test_shares_and_times_are_short() -> None:
    assert show_share(-0.041) == "-4%"
    assert [show_days(days) for days in (1, 7, 14, 16)] == ["1 day", "7 days", "2 weeks", "16 days"]
    assert show_day(date(2026, 10, 5)) == "5 October"


def test_a_unit_is_split_into_sign_scale_and_noun() -> None:
    assert split_unit("k people") == ("", "k", "people")
    assert split_unit("million euros") == ("€", "M", "")
    assert split_unit("kWh") == ("", "", "kWh")


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20))
def test_every_finite_value_can_be_shown(value: float, unit: str) -> None:
    assert show_value(value, unit)


@given(st.integers(-(10**12), 10**12))
def test_whole_numbers_keep_every_digit(value: int) -> None:
    assert int(show_number(value).replace(",", "")) == value
