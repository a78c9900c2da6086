"""How sure it is that an OKR has no support, or gives none: from its likeliest links, and how it reads."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable
from typing import NamedTuple, Protocol

__all__ = ["LIKELIEST", "Doubt", "Standing", "doubt_each", "sum_up"]

LIKELIEST = 5
"""Links that count. One high chance says less than several low ones say together."""
_EDGE = 1e-4
_STEEPEST = 30.0


class Doubt(Protocol):
    """From the probabilities of links to the chance that none of them is real."""

    def __call__(self, probabilities: Iterable[float], text: float = 0.0) -> float:
        """The chance 0..1; `text` are log odds of how the OKR reads by itself, 0 as usual."""


class Standing(NamedTuple):
    """A calibrated chance, fitted on organisations that the links' own weights had not seen.

    Attributes:
        offset: Log odds of having no support where the links are even chances and the text is as usual.
        slope: How fast the log odds fall as links grow likelier.
        text: How much the log odds of the text itself count.
    """

    offset: float
    slope: float
    text: float = 0.0

    def doubt(self, probabilities: Iterable[float], text: float = 0.0) -> float:
        """Chance 0..1 that none of these links is real; 1 where there are none."""
        chances = list(probabilities)
        if not chances:
            return 1.0
        odds = self.offset - self.slope * sum_up(chances) + self.text * text
        return 1.0 / (1.0 + math.exp(-min(_STEEPEST, max(-_STEEPEST, odds))))


def sum_up(probabilities: Iterable[float]) -> float:
    """Mean log odds of the likeliest links; there must be one."""
    likeliest = heapq.nlargest(LIKELIEST, probabilities)
    inside = [min(1.0 - _EDGE, max(_EDGE, chance)) for chance in likeliest]
    return sum(math.log(chance / (1.0 - chance)) for chance in inside) / len(inside)


def doubt_each(probabilities: Iterable[float], text: float = 0.0) -> float:  # noqa: ARG001 - as the others
    """The chance that none of the likeliest links is real, taken as independent; the text does not count."""
    return math.prod(1.0 - chance for chance in heapq.nlargest(LIKELIEST, probabilities))
