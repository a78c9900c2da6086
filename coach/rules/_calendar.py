"""When a key result is due, as far as its document says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from coach.domain.okr import Cycle, KeyResult
from coach.domain.statement import ClauseKind
from coach.parsing.cycle import find_cycle, month_end
from coach.parsing.patterns import pattern

__all__ = ["Due", "read_due"]

_MONTHS = {
    name: number
    for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)
}
_ISO = pattern(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_NUMERIC = pattern(r"\b(\d{1,2})[./](\d{1,2})\.?[./]?(\d{4})?(?!\d)")
_NAMED = pattern(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?\s+)?(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?\b)?(?:,?\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
_BARE = pattern(r"\b([qh])([1-4])\b(?!\s*[-/']?\s*\d)", re.IGNORECASE)
_END = pattern(r"\b(?:end|close|last day)\b|\beo[qy]\b", re.IGNORECASE)
_OF_CYCLE = pattern(r"\beo[qy]\b|\bend of (?:the |this )?(?:quarter|cycle|half|year|term)\b", re.IGNORECASE)
_LEADS = pattern(r"\b(?:by|until|till|before|due|end of|eo[qy]|deadline|latest)\b", re.IGNORECASE)
_YEAR = pattern(r"\b(20\d\d)\b")


class Due(NamedTuple):
    """The days, first and last, that a due date may mean: one day for a date, many for `by Q3`."""

    first: date
    last: date

    @property
    def is_one_day(self) -> bool:
        """Whether it names a day."""
        return self.first == self.last


def read_due(key_result: KeyResult, cycle: Cycle | None) -> Due | None:
    """The due date from the field, else from the last deadline in the sentence."""
    for text in _statements(key_result):
        due = _read(text, cycle)
        if due is not None:
            return due
    return None


def _statements(key_result: KeyResult) -> Iterator[str]:
    stated = key_result.fields.get("due", "")
    if stated:
        yield stated
        return
    text = key_result.text
    for clause in reversed(key_result.reading.clauses):
        if clause.kind is not ClauseKind.DEADLINE:
            continue
        said = clause.span.of(text)
        in_brackets = text.endswith((")", "]")) and not text[clause.span.end :].strip(" )].")
        if _LEADS.search(said) or (in_brackets and _YEAR.search(said)):
            yield said


def _read(text: str, cycle: Cycle | None) -> Due | None:
    year = _year_of(text, cycle)
    exact = _exact(text, year)
    if exact is not None:
        return Due(exact, exact)
    if cycle is not None and cycle.end is not None and _OF_CYCLE.search(text):
        return Due(cycle.end, cycle.end)
    bare = _BARE.search(text)
    period = find_cycle(f"{bare[0]} {year}" if bare and year else text)
    if period is None or period.start is None or period.end is None:
        return _month(text, year)
    return Due(period.end if _END.search(text) else period.start, period.end)


def _year_of(text: str, cycle: Cycle | None) -> int | None:
    written = _YEAR.search(text)
    if written is not None:
        return int(written[1])
    return cycle.end.year if cycle is not None and cycle.end is not None else None


def _exact(text: str, year: int | None) -> date | None:
    iso = _ISO.search(text)
    if iso is not None:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    named = _NAMED.search(text)
    if named is not None and year is not None and (named["day"] or named["after"]):
        return _date(year, _MONTHS[named["month"].lower()], int(named["day"] or named["after"]))
    numeric = _NUMERIC.search(text)
    if numeric is not None and year is not None:
        return _date(int(numeric[3] or year), int(numeric[2]), int(numeric[1]))
    return None


def _month(text: str, year: int | None) -> Due | None:
    named = _NAMED.search(text)
    if named is None or year is None or named["day"] or named["after"]:
        return None
    month = _MONTHS[named["month"].lower()]
    last = month_end(year, month)
    return Due(last if _END.search(text) else date(year, month, 1), last)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
