"""Which goals a team usually serves, told by its name: people, money, risk, the house; most look outward."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["AREAS", "find_areas"]

AREAS = ("people", "money", "risk", "house")
"""Areas inside an organisation. A goal in none of them is about its customers, products or mission."""
_WORDS = {
    "people": r"hr|people|peopleops|talent|recruit\w*|human|l&d|learning|culture|staff|internal comm\w*"
    r"|trainee\w*|compensation|payroll|chro|cpo",
    "money": r"financ\w*|account(?:ing|s|ant|ancy)|controll\w*|treasur\w*|tax|purchas\w*|procure\w*"
    r"|sourcing|cfo|investors?",
    "risk": r"legal|complian\w*|audit\w*|security|risk|privacy|regulat\w*|governance|clo|ciso",
    "house": r"it|facilit\w*|workplace|office|archives?|museum|library|history|heritage|premises|canteen"
    r"|estates?|admin\w*|fleet",
}
_PATTERNS = tuple(re.compile(rf"\b(?:{_WORDS[area]})\b") for area in AREAS)


@lru_cache(maxsize=20_000)
def find_areas(team: str) -> tuple[bool, ...]:
    """For each of `AREAS` whether the name of a team tells that it works there; mostly none."""
    return tuple(bool(pattern.search(team.lower())) for pattern in _PATTERNS)
