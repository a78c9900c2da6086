"""Values are compared across the units that people mix."""

from __future__ import annotations

import pytest

from coach.domain.source import Span
from coach.domain.statement import Quantity, QuantityKind, Role
from coach.parsing.values import compare_values, measure_value

COUNT, PERCENT, MONEY = QuantityKind.COUNT, QuantityKind.PERCENT, QuantityKind.MONEY
DURATION, RATIO, REDACTED = QuantityKind.DURATION, QuantityKind.RATIO, QuantityKind.REDACTED


def _quantity(kind: QuantityKind, value: float | None, unit: str = "") -> Quantity:
    return Quantity(Span(0, 1), kind, value, unit, Role.TARGET)


@pytest.mark.parametrize(
    ("first", "second", "order"),
    [
        (_quantity(PERCENT, 4, "%"), _quantity(PERCENT, 9, "%"), 1),
        (_quantity(PERCENT, 9, "%"), _quantity(PERCENT, 4, "%"), -1),
        (_quantity(PERCENT, 4, "%"), _quantity(PERCENT, 4, "%"), 0),
        (_quantity(DURATION, 2, "h"), _quantity(DURATION, 40, "min"), -1),
        (_quantity(DURATION, 1, "h"), _quantity(DURATION, 60, "min"), 0),
        (_quantity(DURATION, 900, "ms"), _quantity(DURATION, 1, "s"), 1),
        (_quantity(DURATION, 3, "wk"), _quantity(DURATION, 1, "mo"), 1),
        (_quantity(COUNT, 12, "clubs"), _quantity(COUNT, 30), 1),
        (_quantity(COUNT, 12), _quantity(COUNT, 30, "clubs"), 1),
        (_quantity(COUNT, 12, "clubs"), _quantity(COUNT, 30, "clubs"), 1),
        (_quantity(MONEY, 5, "$"), _quantity(MONEY, 7, "$"), 1),
    ],
)
def test_values_with_a_common_unit_have_an_order(first: Quantity, second: Quantity, order: int) -> None:
    assert compare_values(first, second) == order


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_quantity(PERCENT, 4, "%"), _quantity(COUNT, 9)),
        (_quantity(MONEY, 4, "$"), _quantity(MONEY, 9, "€")),
        (_quantity(COUNT, 900, "kg"), _quantity(COUNT, 4, "t")),
        (_quantity(RATIO, 9, "of 10"), _quantity(RATIO, 4, "/5")),
        (_quantity(DURATION, 4, "fortnight"), _quantity(DURATION, 9, "min")),
        (_quantity(REDACTED, None), _quantity(REDACTED, None)),
    ],
)
def test_values_without_a_common_unit_have_none(first: Quantity, second: Quantity) -> None:
    assert compare_values(first, second) is None


def test_a_duration_is_measured_in_seconds() -> None:
    assert measure_value(_quantity(DURATION, 2, "min")) == 120
    assert measure_value(_quantity(DURATION, 2, "fortnight")) is None


def test_an_unknown_value_stays_unknown() -> None:
    assert measure_value(_quantity(REDACTED, None)) is None
