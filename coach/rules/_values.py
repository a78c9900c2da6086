"""Compare the values of a key result; the work is done where quantities are read."""

from __future__ import annotations

from coach.parsing.values import compare_values, measure_value

__all__ = ["compare_values", "measure_value"]
