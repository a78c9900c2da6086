"""Check-ins as a file holds them, before anybody knows in which unit their values are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from coach.checkin.history.fields import read_confidence, read_day
from coach.domain.checkin import HistoryProblem, Rhythm

__all__ = ["Cell", "CheckInFile", "Entry", "Settings", "make_entry"]


class Cell(NamedTuple):
    """A value as written, and its 1-based line."""

    text: str
    line: int | None = None


class Entry(NamedTuple):
    """One check-in; `value` is as written, the unit of the key result decides what it means."""

    day: date
    label: str
    team: str = ""
    value: str = ""
    confidence: float | None = None
    note: str = ""
    blockers: tuple[str, ...] = ()
    author: str = ""
    line: int | None = None


class Settings(NamedTuple):
    """What a check-in file says of a key result beside its document.

    `fields` holds `type`, `kind`, `baseline`, `target` and `unit` as written; `zones` name and value;
    `expected` day and value due by then, as written.
    """

    label: str
    team: str = ""
    fields: Mapping[str, str] = MappingProxyType({})
    zones: tuple[tuple[str, float], ...] = ()
    expected: tuple[tuple[date, str], ...] = ()
    line: int | None = None


class CheckInFile(NamedTuple):
    """A file of check-ins that was read.

    Attributes:
        source: Its name.
        team: The team that all entries belong to unless they name another; empty where the file does not say.
        cycle: The cycle as the file names it; may be empty.
        rhythm: How often the team checks in; `None` where the file does not say.
        entries: Its check-ins, in the order they were typed in.
        settings: What it says of key results beside their document.
        problems: What in it could not be used.
    """

    source: str
    team: str = ""
    cycle: str = ""
    rhythm: Rhythm | None = None
    entries: tuple[Entry, ...] = ()
    settings: tuple[Settings, ...] = ()
    problems: tuple[HistoryProblem, ...] = ()


def make_entry(
    cells: Mapping[str, Cell],
    blockers: Sequence[str],
    source: str,
    line: int | None,
    problems: list[HistoryProblem],
) -> Entry | None:
    """A check-in from its fields; what cannot be used becomes a problem.

    Returns:
        `None` where it has no readable date or names no key result.
    """

    def text(name: str) -> str:
        cell = cells.get(name)
        return cell.text.strip() if cell else ""

    def report(code: str, message: str, name: str) -> None:
        cell = cells.get(name)
        at = cell.line if cell is not None and cell.line is not None else line
        problems.append(HistoryProblem(code, message, "", source, at))

    day = read_day(text("date"))
    if isinstance(day, str):
        said = f"{text('date')!r} is {day}" if text("date") else "a check-in without a date"
        report("no-date", f"{said}; write it as 2026-03-31. This check-in is not used", "date")
        return None
    if not text("label"):
        report(
            "no-label", f"the check-in of {day} names no key result; add its label, such as KR 1.2", "label"
        )
        return None
    confidence = read_confidence(text("confidence"))
    if isinstance(confidence, str):
        code = "confidence-out-of-range" if "outside" in confidence else "not-a-number"
        message = f"{text('confidence')!r} is {confidence}; write a number from 0 to 10. It is not used"
        report(code, message, "confidence")
        confidence = None
    return Entry(
        day,
        text("label"),
        text("team"),
        text("value"),
        confidence,
        text("note"),
        tuple(blockers),
        text("author"),
        line,
    )
