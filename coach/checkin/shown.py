"""Values, shares and dates as a person writes them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

__all__ = [
    "show_confidence",
    "show_day",
    "show_days",
    "show_number",
    "show_share",
    "show_value",
    "split_unit",
]

_CURRENCIES = {
    "eur": "€", "euro": "€", "euros": "€", "€": "€", "usd": "$", "dollar": "$", "dollars": "$", "$": "$",
    "gbp": "£", "pounds": "£", "£": "£", "jpy": "¥", "¥": "¥", "inr": "₹", "₹": "₹",
}  # fmt: skip
_SCALES = {"k": "k", "m": "M", "bn": "bn", "b": "bn", "million": "M", "thousand": "k", "billion": "bn"}
_STEPS = ((1e9, "bn"), (1e6, "M"), (1e4, "k"))
_PREFIXES = frozenset({"NPS", "CSAT"})
_RATES = frozenset({"a", "an", "per", "each", "every", "/"})
_SINGULAR_KEPT = frozenset({"s", "ms", "hours", "h"})
_ENDINGS = (("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ies", "y"), ("s", ""))
_SIGNIFICANT = 6
_WHOLE = 1e15


def show_value(value: float, unit: str) -> str:
    """A value with its unit: `44%`, `1,200`, `43.5 min`, `€1.9M`, `20 of 26`, `1 contract`, `NPS 21`.

    Args:
        value: The number, finite.
        unit: As in `Track.unit`; a currency may carry a scale (`€M`, `M EUR`, `million euros`).
    """
    sign, scale, rest = split_unit(unit)
    if sign:
        return f"{_show_money(value, sign, scale)} {rest}".rstrip()
    number = show_number(value)
    if scale:
        return f"{number}{scale} {rest}".rstrip()
    if not rest or rest[0] in "%/°" or rest == "x":
        return number + rest
    if rest in _PREFIXES:
        return f"{rest} {number}"
    return f"{number} {_singular(rest) if value == 1 else rest}"


def show_number(value: float) -> str:
    """A number with thousands marks and at most six significant digits behind the point."""
    rounded = round(value, _SIGNIFICANT)
    if not rounded and value:
        return f"{value:.3g}"
    if rounded == int(rounded) and abs(rounded) < _WHOLE:
        return f"{int(rounded):,}"
    if abs(rounded) >= _WHOLE:
        return f"{value:.3g}"
    return f"{rounded:,.{_SIGNIFICANT}f}".rstrip("0")


def show_share(share: float) -> str:
    """A share of 1 in whole percent: `12%`."""
    return f"{round(100 * share):,}%"


def show_confidence(confidence: float) -> str:
    """A confidence without a needless point: `8`, `7.5`."""
    return f"{confidence:g}"


def show_day(day: date) -> str:
    """`19 October`: the year is that of the cycle."""
    return f"{day.day} {day:%B}"


def show_days(days: int) -> str:
    """`9 days`, `3 weeks`: whole weeks from two on."""
    if days >= 14 and days % 7 == 0:  # noqa: PLR2004 - two weeks, of seven days
        return f"{days // 7} weeks"
    return "1 day" if days == 1 else f"{days} days"


@lru_cache(maxsize=1024)
def split_unit(unit: str) -> tuple[str, str, str]:
    """Currency sign, scale (`k`, `M`, `bn`) and what is left of a unit."""
    sign = scale = ""
    rest: list[str] = []
    spaced = unit
    for mark in "€$£¥₹":
        spaced = spaced.replace(mark, f" {mark} ")
    for word in spaced.split():
        lowered = word.lower()
        if not sign and lowered in _CURRENCIES:
            sign = _CURRENCIES[lowered]
        elif not scale and not rest and lowered in _SCALES and (word in "kM" or len(word) > 1):
            scale = _SCALES[lowered]
        else:
            rest.append(word)
    if sign and rest and rest[0] not in _RATES:
        return "", "", unit
    return sign, scale, " ".join(rest)


def _show_money(value: float, sign: str, scale: str) -> str:
    minus = "-" if value < 0 else ""
    size = abs(value)
    if not scale:
        for step, name in _STEPS:
            if size >= step and round(size / step, 2) == round(size / step, _SIGNIFICANT):
                return f"{minus}{sign}{show_number(size / step)}{name}"
    return f"{minus}{sign}{show_number(size)}{scale}"


def _singular(unit: str) -> str:
    if unit in _SINGULAR_KEPT or " " in unit:
        return unit.removesuffix("s") if unit == "hours" else unit
    for ending, single in _ENDINGS:
        if len(unit) > len(ending) + 1 and unit.endswith(ending) and not unit.endswith("ss"):
            return unit.removesuffix(ending) + single
    return unit
