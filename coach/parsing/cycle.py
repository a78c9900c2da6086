"""Names of cycles, with their dates where the name tells them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from coach.domain.okr import Cycle
from coach.parsing.patterns import pattern

__all__ = ["find_cycle", "month_end", "read_cycle"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sep sept",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_YEAR = r"((?:19|20)\d\d)"
_SHORT_YEAR = r"(?:'|’)?((?:19|20)?\d\d)"
_DASH = r"\s*(?:-|–|—|to|until|through)\s*"
_ISO = r"(\d{4})-(\d\d)-(\d\d)"
_DAY_FIRST = r"(\d{1,2})[./](\d{1,2})[./](\d{4})"

_DIGIT = pattern(r"\d")
_SHORT_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_FISCAL = pattern(
    r"\bFY\s?'?(\d{2,4})(?:[\s/-]*(?:Q[1-4]|H[12]))?\b|\b(?:Q[1-4]|H[12])[\s/-]*FY\s?'?\d{2,4}\b",
    re.IGNORECASE,
)
_ISO_RANGE = pattern(_ISO + _DASH + _ISO, re.IGNORECASE)
_DAY_RANGE = pattern(_DAY_FIRST + _DASH + _DAY_FIRST, re.IGNORECASE)
_QUARTER = pattern(rf"\bQ([1-4])[\s/,-]*(?:of\s+)?{_SHORT_YEAR}\b", re.IGNORECASE)
_YEAR_QUARTER = pattern(rf"\b{_YEAR}[\s/,-]*Q([1-4])\b", re.IGNORECASE)
_WORD_QUARTER = pattern(rf"\b(first|second|third|fourth)\s+quarter(?:\s+of)?\s+{_YEAR}\b", re.IGNORECASE)
_HALF = pattern(rf"\bH([12])[\s/,-]*{_SHORT_YEAR}\b", re.IGNORECASE)
_YEAR_HALF = pattern(rf"\b{_YEAR}[\s/,-]*H([12])\b", re.IGNORECASE)
_LONG_DATES = pattern(
    rf"\b{_MONTH}\s+(\d{{1,2}}),?\s+{_YEAR}{_DASH}{_MONTH}\s+(\d{{1,2}}),?\s+{_YEAR}\b", re.IGNORECASE
)
_MONTH_RANGE = pattern(rf"\b{_MONTH}(?:\s+{_YEAR})?{_DASH}{_MONTH}\s+{_YEAR}\b", re.IGNORECASE)
_ONE_MONTH = pattern(rf"\b{_MONTH}\s+{_YEAR}\b", re.IGNORECASE)
_BARE_QUARTER = pattern(r"\b(?:Q[1-4]|H[12])\b")
_YEAR_RANGE = pattern(rf"\b{_YEAR}\s*[-–/]\s*(?:20)?\d\d\b")
_BARE_YEAR = pattern(rf"\b{_YEAR}(?:\s+(?:set|batch|part)\s+\d+)?\b", re.IGNORECASE)
_WORDS = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def read_cycle(name: str, start: str = "", end: str = "") -> Cycle | None:
    """A cycle from what a field says, or `None` for an empty text.

    A name that tells no dates is kept as a name. `start` and `end` are dates as the document
    states them (ISO or day first) and win over what the name tells.
    """
    name = " ".join(name.split())
    first, last = _read_date(start), _read_date(end)
    if not name and first is None and last is None:
        return None
    found = find_cycle(name)
    if first is not None or last is not None:
        told = (found.start, found.end) if found else (None, None)
        return Cycle(name or f"{first or '?'} to {last or '?'}", first or told[0], last or told[1])
    if found is None:
        return Cycle(name)
    return Cycle(name, found.start, found.end)


def find_cycle(text: str) -> Cycle | None:
    """The first cycle that a text names, such as a heading or a file name."""
    text = text[:500].replace("_", " ")
    if not _DIGIT.search(text):  # every cycle with a name of its own has one
        return None
    for find in (_find_dates, _find_fiscal, _find_quarter, _find_half, _find_months, _find_loose):
        found = find(text)
        if found is not None:
            return found
    return None


def _find_dates(text: str) -> Cycle | None:
    match = _ISO_RANGE.search(text)
    if match:
        numbers = [int(part) for part in match.groups()]
        return _between(match.group(), _date(*numbers[:3]), _date(*numbers[3:]))
    match = _DAY_RANGE.search(text)
    if match:
        numbers = [int(part) for part in match.groups()]
        return _between(match.group(), _date(*numbers[2::-1]), _date(*numbers[:2:-1]))
    match = _LONG_DATES.search(text) if _may_name_month(text) else None
    if match:
        month, day, year, end_month, end_day, end_year = match.groups()
        return _between(
            match.group(),
            _date(int(year), _month(month), int(day)),
            _date(int(end_year), _month(end_month), int(end_day)),
        )
    return None


def _may_name_month(text: str) -> bool:
    lowered = text.lower()
    return any(month in lowered for month in _SHORT_MONTHS)


def _find_fiscal(text: str) -> Cycle | None:
    match = _FISCAL.search(text) if "fy" in text.lower() else None
    return Cycle(match.group()) if match else None


def _find_quarter(text: str) -> Cycle | None:
    match = _YEAR_QUARTER.search(text)
    if match:
        return _quarter(match.group(), int(match[2]), match[1])
    match = _QUARTER.search(text)
    if match:
        return _quarter(match.group(), int(match[1]), match[2])
    match = _WORD_QUARTER.search(text)
    if match:
        return _quarter(match.group(), _WORDS[match[1].lower()], match[2])
    return None


def _find_half(text: str) -> Cycle | None:
    match = _YEAR_HALF.search(text)
    if match:
        return _half(match.group(), int(match[2]), match[1])
    match = _HALF.search(text)
    return _half(match.group(), int(match[1]), match[2]) if match else None


def _find_months(text: str) -> Cycle | None:
    if not _may_name_month(text):
        return None
    match = _MONTH_RANGE.search(text)
    if match:
        last_year = int(match[4])
        first_year = int(match[2]) if match[2] else last_year
        first, last = _month(match[1]), _month(match[3])
        if not match[2] and first > last:
            first_year -= 1
        return _between(match.group(), _date(first_year, first, 1), month_end(last_year, last))
    match = _ONE_MONTH.search(text)
    if match:
        year, month = int(match[2]), _month(match[1])
        return Cycle(match.group(), date(year, month, 1), month_end(year, month))
    return None


def _find_loose(text: str) -> Cycle | None:
    match = _YEAR_RANGE.search(text) or _BARE_QUARTER.search(text)
    if match:
        return Cycle(match.group())
    match = _BARE_YEAR.search(text)
    if match is None:
        return None
    if match.group() != match[1]:
        return Cycle(match.group())
    return Cycle(match.group(), date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))


def _quarter(name: str, quarter: int, year: str) -> Cycle:
    number = _full_year(year)
    return Cycle(name, date(number, 3 * quarter - 2, 1), month_end(number, 3 * quarter))


def _half(name: str, half: int, year: str) -> Cycle:
    number = _full_year(year)
    return Cycle(name, date(number, 6 * half - 5, 1), month_end(number, 6 * half))


def _full_year(year: str) -> int:
    return int(year) if len(year) == len("2026") else 2000 + int(year)


def _between(name: str, start: date | None, end: date | None) -> Cycle:
    if start is not None and end is not None and start > end:
        return Cycle(name)
    return Cycle(name, start, end)


def _month(name: str) -> int:
    return _MONTHS[name.lower()]


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _read_date(text: str) -> date | None:
    match = re.search(_ISO, text)
    if match:
        return _date(int(match[1]), int(match[2]), int(match[3]))
    match = re.search(_DAY_FIRST, text)
    return _date(int(match[3]), int(match[2]), int(match[1])) if match else None
