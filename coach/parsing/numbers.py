"""Numbers as people write them: `1,200`, `1.200,50`, `20 000`, `4,5`, `1.2M`, `twelve`."""

from __future__ import annotations

import re

from coach.parsing.patterns import pattern

__all__ = ["NUMBER", "SCALE", "WORD_NUMBERS", "parse_number"]

NUMBER = (
    r"\d{1,3}(?:(?P<sep>[,.’' \u00a0\u202f])\d{3})(?:(?P=sep)\d{3})*(?:[.,]\d{1,2})?(?![\d])"
    r"|\d+(?:[.,]\d+)?|(?<![\w.])\.\d+"
)
"""Pattern of a written number; use it inside a larger pattern once only (it holds a named group)."""

SCALE = {
    "k": 1e3, "tsd": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6,
    "million": 1e6, "millions": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9, "bln": 1e9, "hundred": 1e2,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
"""Multiplier words, lower case."""

WORD_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    "million": 1_000_000, "dozen": 12, "half": 0.5,
}  # fmt: skip
"""Number words, lower case."""

_GROUPED = pattern(r"\d{1,3}(?:([,.’' \u00a0\u202f])\d{3})+$")
_SMALL_FRACTION = pattern(r"0[.,]\d{3}$")
_GROUPED_DECIMAL = pattern(r"\d{1,3}(?:[.,’' \u00a0\u202f]\d{3})+([.,])\d{1,2}$")


def parse_number(written: str, scale: str = "") -> float:
    """The value of a written number.

    A separator before exactly three digits groups thousands, any other comma or point is decimal. A single
    group behind a zero is decimal too (`0.125`).

    Args:
        written: Digits with separators, as matched by `NUMBER`.
        scale: `k`, `M`, `million` ..., or empty.
    """
    factor = SCALE.get(scale.lower(), 1.0)
    decimal = _GROUPED_DECIMAL.match(written)
    if decimal:
        whole, mark, fraction = written.rpartition(decimal[1])
        return float(re.sub(r"\D", "", whole) + "." + fraction) * factor if mark else 0.0
    if _GROUPED.match(written) and not _SMALL_FRACTION.match(written):
        return float(re.sub(r"\D", "", written)) * factor
    return float(written.replace(",", ".")) * factor
