"""What columns and keys of check-in files are called, and the dates, confidences and blockers in them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from coach.domain.checkin import Rhythm
from coach.parsing.columns import normalise_name
from coach.parsing.patterns import pattern

__all__ = [
    "UNKNOWN",
    "field_name",
    "read_confidence",
    "read_day",
    "read_rhythm",
    "split_blockers",
]

UNKNOWN = frozenset(
    {"", "-", "–", "—", "n/a", "na", "n.a.", "none", "null", "?", "tbd", "no value", "unknown"}
)
"""What people write where they have no value."""

_NAMES = {
    "date": "date|day|when|week of|check in date|checkin date|reported on|updated on|as of",
    "label": "key result id|kr id|key result|kr|id|label|key|key result label",
    "team": "team|team name|squad|group",
    "value": "value|current|current value|reading|actual|actual value|result|latest",
    "confidence": "confidence|confidence level|confidence score|conf",
    "note": "note|notes|comment|comments|remark|remarks|summary|update",
    "blockers": "blockers|blocker|blocked by|impediments|impediment|obstacles|in the way",
    "author": "author|by|who|reporter|reported by|owner|written by|name",
}
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names.split("|")}
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ISO = pattern(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?![\d-])(?:[T ].*)?", re.DOTALL)
_DOTTED = pattern(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*")
_SLASHED = pattern(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*")
_NAMED = pattern(
    r"\s*(?:[a-z]+day,?\s+)?(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month>[a-z]+)\.?|(?P<month_first>[a-z]+)\.?"
    r"\s+(?P<day_after>\d{1,2})(?:st|nd|rd|th)?),?\s+(?P<year>\d{4})\s*",
    re.IGNORECASE,
)
_CONFIDENCE = pattern(r"\s*(?P<number>\d{1,3}(?:[.,]\d+)?)\s*(?P<scale>/\s*10|/\s*100|%|)\s*")
_YEARS = (1900, 2200)
_LAST_MONTH = 12
_TEN, _HUNDRED = 10.0, 100.0
_SHORT_BLOCKER = 4
_LONGEST = 100


def field_name(name: str) -> str | None:
    """The field that a column or key names: `date`, `label`, `team`, `value` ..., or `None`."""
    return _BY_NAME.get(normalise_name(name))


@lru_cache(maxsize=4096)
def read_day(written: str) -> date | str:
    """A date, or what is wrong with it.

    ISO (a time and its zone are left out: the day is the author's), `5.10.2026`, `5 October 2026`,
    `Oct 5, 2026`; `5/10/2026` only where it can be read in one way.
    """
    written = written[:_LONGEST]
    iso = _ISO.fullmatch(written)
    if iso is not None:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    dotted = _DOTTED.fullmatch(written)
    if dotted is not None:
        return _date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    slashed = _SLASHED.fullmatch(written)
    if slashed is not None:
        return _read_slashed(int(slashed[1]), int(slashed[2]), int(slashed[3]))
    named = _NAMED.fullmatch(written)
    if named is not None:
        month = (named["month"] or named["month_first"])[:3].lower()
        if month in _MONTHS:
            return _date(
                int(named["year"]), _MONTHS.index(month) + 1, int(named["day"] or named["day_after"])
            )
    return "no date"


def _read_slashed(first: int, second: int, year: int) -> date | str:
    if first <= _LAST_MONTH and second <= _LAST_MONTH and first != second:
        return "a date that can be read as two days"
    return _date(year, second, first) if first > _LAST_MONTH else _date(year, first, second)


def _date(year: int, month: int, day: int) -> date | str:
    try:
        found = date(year, month, day)
    except ValueError:
        return "a day that does not exist"
    return found if _YEARS[0] <= found.year <= _YEARS[1] else "a year that cannot be meant"


def read_confidence(written: str) -> float | str | None:
    """A confidence on 0..10, what is wrong with it, or `None` where none is given.

    `7`, `7/10`, `70%` and `70/100` are all 7. A fraction below 1 could be on either scale and is not read.
    """
    if written.strip().casefold() in UNKNOWN:
        return None
    match = _CONFIDENCE.fullmatch(written[:_LONGEST])
    if match is None:
        return "no confidence from 0 to 10"
    value, scale = float(match["number"].replace(",", ".")), match["scale"].replace(" ", "")
    if scale in {"%", "/100"}:
        value /= _HUNDRED / _TEN
    if not scale and 0 < value < 1:
        return "a confidence that may be on a scale of 0 to 1"
    return value if value <= _TEN else "a confidence outside 0 to 10"


def read_rhythm(written: str) -> Rhythm | None:
    """How often a team checks in, or `None` where the words say nothing known."""
    words = normalise_name(written).replace("two", "2")
    if words in {"weekly", "every week", "week", "1 week", "once a week"}:
        return Rhythm.WEEKLY
    if words in {
        "biweekly",
        "bi weekly",
        "every 2 weeks",
        "fortnightly",
        "2 weeks",
        "2 weekly",
        "every other week",
    }:
        return Rhythm.BIWEEKLY
    return Rhythm.MONTHLY if words in {"monthly", "every month", "month", "once a month"} else None


def split_blockers(written: str) -> tuple[str, ...]:
    """The blockers of one cell: parted by semicolons or lines, else by commas where every part is short."""
    if written.strip().casefold() in UNKNOWN:
        return ()
    parts = re.split(r"[;\n|]", written)
    if len(parts) == 1:
        commas = re.split(r",\s", written)
        if all(len(part.split()) <= _SHORT_BLOCKER for part in commas):
            parts = commas
    return tuple(part.strip() for part in parts if part.strip())
