"""Whether two cycles can belong together: the one rule that matching, links and problems share."""

from __future__ import annotations

from functools import lru_cache

from coach.domain.okr import Cycle
from coach.parsing.cycle import read_cycle

__all__ = ["are_apart", "spell_cycle"]


@lru_cache(maxsize=10_000)
def are_apart(first: str, second: str) -> bool:
    """Whether two cycles have known dates that do not overlap.

    A year holds its quarters, so a quarter's OKR may support a year's. Names without dates are no evidence.
    """
    if first == second:
        return False
    one, other = _read(first), _read(second)
    if one is None or other is None or not (one.start and one.end and other.start and other.end):
        return False
    return one.end < other.start or other.end < one.start


@lru_cache(maxsize=10_000)
def spell_cycle(name: str) -> str:
    """One spelling for all names of a cycle with known dates: `Q4 2026` and `2026-Q4` are the same."""
    cycle = _read(name)
    return f"{cycle.start}..{cycle.end}" if cycle and cycle.start and cycle.end else name.casefold()


@lru_cache(maxsize=10_000)
def _read(name: str) -> Cycle | None:
    return read_cycle(name) if name else None
