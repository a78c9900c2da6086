"""Intervals of 95%: Wilson for shares, bootstrap over cases for everything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

__all__ = ["bootstrap", "resample", "wilson"]

Numbers = NDArray[np.float64]
TIMES = 1000
SEED = 20260101


def wilson(hits: int, n: int) -> tuple[float, float] | None:
    """Wilson interval of `hits` out of `n`; `None` for an empty set."""
    if not n:
        return None
    interval = binomtest(hits, n).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


@lru_cache(maxsize=32)
def resample(n: int) -> Numbers:
    """How often each of `n` cases is drawn, in each of `TIMES` draws; always the same draws."""
    generator = np.random.default_rng(SEED)
    return generator.multinomial(n, np.full(n, 1 / n), size=TIMES).astype(np.float64)


def bootstrap(n: int, statistic: Callable[[Numbers], Numbers]) -> tuple[float, float] | None:
    """Percentile interval of a statistic over resampled cases.

    Args:
        n: Number of cases.
        statistic: From weights (draws x cases) to one value per draw; NaN where a draw has none.
    """
    if not n:
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        values = statistic(resample(n))
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
