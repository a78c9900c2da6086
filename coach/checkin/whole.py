"""Computed values of what is counted in whole things: nobody signs 8.7 clinics."""

from __future__ import annotations

from math import ceil, floor

from coach.checkin.shown import show_number, show_value, split_unit
from coach.domain.checkin import Standing
from coach.parsing.patterns import pattern

__all__ = ["counts_whole_things", "show_whole"]

_MEASURES = frozenset("% pp x °".split())
_RATE = pattern(r"\b(?:per|average|mean|median|rate|ratio|share|for each)\b", 2)  # 2 is re.IGNORECASE


def counts_whole_things(standing: Standing) -> bool:
    """Whether all that was stated or read is whole, and it is no share, no rate and no money."""
    track = standing.track
    sign, scale, rest = split_unit(track.unit)
    if sign or scale or rest[:1] in _MEASURES or rest in _MEASURES or _RATE.search(f"{track.text} {rest}"):
        return False
    stated = (track.baseline, track.target, *(reading.value for reading in standing.readings))
    return all(value is None or value == int(value) for value in stated)


def show_whole(standing: Standing, value: float) -> str:
    """The nearest whole number with its unit; `8 to 9 clinics` where it is the target, not reached."""
    track = standing.track
    whole = round(value)
    if whole != value and whole == track.target:
        return f"{show_number(floor(value))} to {show_value(ceil(value), track.unit)}"
    return show_value(whole, track.unit)
