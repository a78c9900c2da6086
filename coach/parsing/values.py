"""Bring quantities to a common unit, so that values in the units that people mix can be compared."""

from __future__ import annotations

from coach.domain.statement import Quantity, QuantityKind

__all__ = ["compare_values", "measure_value"]

_SECONDS = {
    "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0, "wk": 604800.0, "mo": 2629800.0,
    "quarter": 7889400.0, "yr": 31557600.0,
}  # fmt: skip
_SAME_UNIT = (QuantityKind.RATIO, QuantityKind.MONEY)


def measure_value(quantity: Quantity) -> float | None:
    """The value, for a duration in seconds; `None` when it is unknown."""
    if quantity.value is None:
        return None
    if quantity.kind is QuantityKind.DURATION:
        factor = _SECONDS.get(quantity.unit)
        return None if factor is None else quantity.value * factor
    return quantity.value


def compare_values(first: Quantity, second: Quantity) -> int | None:
    """1 when `second` is greater, -1 when it is smaller, 0 when equal, `None` when they cannot be compared.

    A count without a noun takes the noun of the other: `from 12 clubs to 30`.
    """
    if first.kind is not second.kind or (first.kind in _SAME_UNIT and first.unit != second.unit):
        return None
    if first.kind is QuantityKind.COUNT and first.unit and second.unit and first.unit != second.unit:
        return None
    before, after = measure_value(first), measure_value(second)
    if before is None or after is None:
        return None
    return (after > before) - (after < before)
