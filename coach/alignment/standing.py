"""How sure it is that an OKR has no support, or gives none, from its likeliest links."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable
from typing import NamedTuple

__all__ = ["LIKELIEST", "Doubt", "Standing", "doubt_each", "sum_up"]

Doubt = Callable[[Iterable[float]], float]
"""From the probabilities of links to the chance that none of them is real."""

LIKELIEST = 5
"""Links that count. One high chance says less than several low ones say together."""
_EDGE = 1e-4


class Standing(NamedTuple):
    """A calibrated chance, fitted on organisations that the links' own weights had not seen.

    Attributes:
        offset: Log odds of having no support where the links are even chances.
        slope: How fast the log odds fall as links grow likelier.
    """

    offset: float
    slope: float

    def doubt(self, probabilities: Iterable[float]) -> float:
        """Chance 0..1 that none of these links is real; 1 where there are none."""
        chances = list(probabilities)
        if not chances:
            return 1.0
        return 1.0 / (1.0 + math.exp(self.slope * sum_up(chances) - self.offset))


def sum_up(probabilities: Iterable[float]) -> float:
    """Mean log odds of the likeliest links; there must be one."""
    likeliest = heapq.nlargest(LIKELIEST, probabilities)
    inside = [min(1.0 - _EDGE, max(_EDGE, chance)) for chance in likeliest]
    return sum(math.log(chance / (1.0 - chance)) for chance in inside) / len(inside)


def doubt_each(probabilities: Iterable[float]) -> float:
    """The chance that none of the likeliest links is real, taken as independent."""
    return math.prod(1.0 - chance for chance in heapq.nlargest(LIKELIEST, probabilities))
