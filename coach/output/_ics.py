"""Calendar files by RFC 5545: text escaped, lines folded at 75 bytes, the same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zlib import crc32

__all__ = ["Event", "render_calendar"]

_PRODUCT = "-//OKR Coach//check-ins//EN"
_LONGEST = 75
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ESCAPED = re.compile(r"([\\;,])")


class Event(NamedTuple):
    """One entry of a calendar.

    Attributes:
        title: One line.
        first: First day.
        last: Last day, the same for one day.
        description: Free text; line breaks are kept.
        begins: Minutes after midnight, in whatever time zone the reader's calendar has; `None` for a whole
        day.
        minutes: How long, where it begins at a time.
    """

    title: str
    first: date
    last: date
    description: str = ""
    begins: int | None = None
    minutes: int = 0


def render_calendar(events: Iterable[Event], *, stamp: date) -> bytes:
    """A calendar with these events.

    Args:
        events: In any order.
        stamp: Day on which the calendar was made; the same for the same output.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN"]
    for event in events:
        lines.extend(_event_lines(event, stamp))
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _event_lines(event: Event, stamp: date) -> Iterator[str]:
    identity = crc32(f"{event.title} {event.first} {event.last}".encode("utf-8", "backslashreplace"))
    yield "BEGIN:VEVENT"
    yield f"UID:{event.first:%Y%m%d}-{identity:08x}@okr-coach"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    if event.begins is None:
        yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.last + timedelta(days=1):%Y%m%d}"
    else:
        start = datetime.combine(event.first, datetime.min.time()) + timedelta(minutes=event.begins)
        yield f"DTSTART:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND:{start + timedelta(minutes=event.minutes):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{_escape(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{_escape(event.description)}"
    yield "END:VEVENT"


def _escape(text: str) -> str:
    clean = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _ESCAPED.sub(r"\\\1", clean).replace("\n", "\\n")


def _fold(line: str) -> bytes:
    """A line with its continuations, never cut inside a character."""
    data = line.encode("utf-8", "backslashreplace")
    parts = []
    room = _LONGEST
    while len(data) > room:
        cut = room
        while data[cut] & 0xC0 == 0x80:  # noqa: PLR2004 - the bytes that continue a character begin with binary 10
            cut -= 1
        parts.append(data[:cut])
        data, room = data[cut:], _LONGEST - 1
    return b"\r\n ".join([*parts, data]) + b"\r\n"
