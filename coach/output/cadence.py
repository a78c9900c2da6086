"""A cycle's calendar as text, Markdown, JSON (`coach.cadence/v1`) and a calendar file."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from coach.domain.checkin import CalendarEvent, CycleCalendar, Rhythm, RhythmFit
from coach.output._ics import Event, render_calendar
from coach.output.place import make_visible

__all__ = ["CADENCE_SCHEMA", "cadence_object", "render"]

CADENCE_SCHEMA = "coach.cadence/v1"
_CHECK_IN = "check-in"
_EVERY = {
    Rhythm.WEEKLY: "every Monday",
    Rhythm.BIWEEKLY: "every second Monday",
    Rhythm.MONTHLY: "every fourth Monday",
}
_HOLIDAYS = "Public holidays are not known: move what falls on one."

Row = tuple[str, str, str]


def render(cycle: CycleCalendar, output_format: str) -> bytes:
    """Write a cycle as `text`, `markdown`, `json` or `ics`."""
    writers: dict[str, Callable[[CycleCalendar], bytes]] = {
        "text": lambda given: make_visible(_write_text(given)).encode(),
        "markdown": lambda given: make_visible(_write_markdown(given)).encode(),
        "json": lambda given: (
            json.dumps(cadence_object(given), ensure_ascii=False, indent=2) + "\n"
        ).encode(),
        "ics": _write_ics,
    }
    return writers[output_format](cycle)


def cadence_object(cycle: CycleCalendar) -> dict[str, Any]:
    """The cycle as `coach.cadence/v1`."""
    return {
        "schema": CADENCE_SCHEMA,
        "cycle": {
            "name": cycle.plan.name,
            "start": cycle.plan.start.isoformat(),
            "end": cycle.plan.end.isoformat(),
            "rhythm": cycle.plan.rhythm.value,
        },
        "date": cycle.day.isoformat(),
        "stage": cycle.stage.value,
        "rhythms": [
            {
                "rhythm": fit.rhythm.value,
                "check_ins": fit.check_ins,
                "fits": fit.fits,
                "recommended": fit.recommended,
                "why": fit.why,
            }
            for fit in cycle.fits
        ],
        "events": [
            {
                "kind": event.kind,
                "title": event.title,
                "first": event.first.isoformat(),
                "last": event.last.isoformat(),
                "why": event.why,
            }
            for event in cycle.events
        ],
    }


def _write_text(cycle: CycleCalendar) -> str:
    rows = _rows(cycle)
    width = max(len(when) for when, _, _ in rows)
    lines = [_head(cycle), ""]
    said: set[str] = set()
    for when, title, why in rows:
        lines.append(f"{when:<{width}}  {title}")
        if why not in said:
            lines.append(f"{'':<{width}}  {why}")
            said.add(why)
    lines += ["", "How often to check in"]
    lines += [f"  {_mark(fit)} {fit.rhythm.value:<9} {fit.why}" for fit in cycle.fits]
    return "\n".join([*lines, "", _HOLIDAYS]) + "\n"


def _write_markdown(cycle: CycleCalendar) -> str:
    lines = [f"# {_plain(_head(cycle))}", "", "| When | What | Why |", "|---|---|---|"]
    lines += [f"| {when} | {_plain(title)} | {_plain(why)} |" for when, title, why in _rows(cycle)]
    lines += ["", "## How often to check in", "", "| Rhythm | Fits | Why |", "|---|---|---|"]
    lines += [f"| {fit.rhythm.value} | {_verdict(fit)} | {fit.why} |" for fit in cycle.fits]
    return "\n".join([*lines, "", _HOLIDAYS]) + "\n"


def _write_ics(cycle: CycleCalendar) -> bytes:
    events = [Event(event.title, event.first, event.last, event.why) for event in cycle.events]
    return render_calendar(events, stamp=cycle.day)


def _head(cycle: CycleCalendar) -> str:
    plan = cycle.plan
    return f"{plan.name}: {_show(plan.start)} to {_show(plan.end)}; {_show(cycle.day)} is {cycle.stage.value}"


def _rows(cycle: CycleCalendar) -> list[Row]:
    """One row per event; check-ins in a row that nothing else comes between are one row."""
    rows: list[Row] = []
    for is_check_in, group in groupby(cycle.events, key=lambda event: event.kind == _CHECK_IN):
        events = list(group)
        if is_check_in and len(events) > 1:
            rows.append(_join(events, cycle.plan.rhythm))
        else:
            rows.extend((_span(event.first, event.last), event.title, event.why) for event in events)
    return rows


def _join(events: Sequence[CalendarEvent], rhythm: Rhythm) -> Row:
    first, last = events[0], events[-1]
    title = f"{len(events)} check-ins, {_EVERY[rhythm]}"
    return _span(first.first, last.last), title, first.why


def _span(first: date, last: date) -> str:
    return _show(first) if first == last else f"{_show(first)} to {_show(last)}"


def _show(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def _mark(fit: RhythmFit) -> str:
    return "*" if fit.recommended else " " if fit.fits else "-"


def _verdict(fit: RhythmFit) -> str:
    if fit.recommended:
        return "yes, begin with it"
    return "yes" if fit.fits else "no"


def _plain(text: str) -> str:
    """Words of the user in a Markdown table: no cell ends early, no markup begins."""
    escaped = "".join(f"\\{character}" if character in "\\`*_[]<>|#" else character for character in text)
    return " ".join(escaped.split())
