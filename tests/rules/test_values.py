"""Rules compare values as the reader measures them."""

from __future__ import annotations

from coach.parsing import values
from coach.rules import _values


def test_rules_and_reader_compare_alike() -> None:
    assert _values.compare_values is values.compare_values
    assert _values.measure_value is values.measure_value
