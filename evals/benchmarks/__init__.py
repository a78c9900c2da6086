"""Speed, as ratios within one run. One benchmark per file: a `measure()` that yields measurements."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Measurement"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One line of a benchmark.

    Attributes:
        name: What was measured.
        value: The figure.
        unit: `x` for a ratio, `/s` for a rate, `s` for seconds.
        limit: Text of the stated limit, or empty.
        holds: Whether the limit holds; `None` where there is none.
    """

    name: str
    value: float
    unit: str
    limit: str = ""
    holds: bool | None = None
