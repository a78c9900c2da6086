"""The note of a check-in: what the coach writes for a team to fill in, and reads back before the next one.

Each question of the note has a comment below it that says what it was; what stands under `Answer` or
`Decision` is its answer. The comment is JSON in which no character of HTML or of a comment's end stands
raw.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from coach.domain.agenda import AskedBefore
from coach.domain.checkin import Audience
from coach.errors import InputError, MalformedInput
from coach.parsing.patterns import pattern

__all__ = ["ANSWER", "DECISION", "is_meeting_note", "read_meeting_note", "write_marker"]

ANSWER, DECISION = "Answer", "Decision"
_OPENING = "<!-- coach:asked "
_MARKER = pattern(r"<!-- coach:asked ([^\n]*?) -->")
_FIELD = pattern(r"^[\s>*-]*\**(Answer|Decision|Owner|By)\**\s*:\**[ \t]*(.*)$", re.IGNORECASE)
_HEADING = pattern(r"^\s{0,3}#{1,6}\s|^\s*<!-- coach:asked ")
_BLANK = pattern(r"[\s_.…*–—-]+")
_LONGEST_MARKER = 20_000
_KEYS = {"day", "track", "source", "form", "text", "audience", "team"}


def write_marker(asked: AskedBefore) -> str:
    """The comment that identifies a question in a note."""
    content = {
        "day": asked.day.isoformat(),
        "track": asked.track,
        "source": asked.source,
        "form": asked.form,
        "audience": asked.audience.value,
        "team": asked.team,
        "text": asked.text,
    }
    written = json.dumps(content)
    for character in "<>&-":
        written = written.replace(character, f"\\u{ord(character):04x}")
    return f"{_OPENING}{written} -->"


def is_meeting_note(text: str) -> bool:
    """Whether a text holds questions that the coach asked."""
    return _MARKER.search(text) is not None


def read_meeting_note(text: str, source: str) -> tuple[AskedBefore, ...]:
    """The questions of a note with what was written below each.

    Raises:
        InputError: The comment below a question was changed so that it cannot be read; the line is named.
    """
    lines = text.splitlines()
    found = []
    for number, line in enumerate(lines, start=1):
        match = _MARKER.search(line)
        if match is not None:
            asked = _read_marker(match[1], source, number)
            found.append(asked._replace(answer=_read_answer(lines[number:])))
    return tuple(found)


def _read_marker(written: str, source: str, line: int) -> AskedBefore:
    try:
        content: Any = json.loads(written) if len(written) <= _LONGEST_MARKER else None
        texts = {name: str(content[name]) for name in _KEYS}
        return AskedBefore(
            day=date.fromisoformat(texts["day"]),
            track=texts["track"],
            source=texts["source"],
            form=texts["form"],
            text=texts["text"],
            audience=Audience(texts["audience"]),
            team=texts["team"],
        )
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        raise _refuse(written, source, line) from None


def _refuse(written: str, source: str, line: int) -> InputError:
    reason = "the comment below this question was changed and cannot be read; restore it or delete the line"
    return MalformedInput(reason, source=source, line=line, text=written)


def _read_answer(lines: list[str]) -> str:
    """What stands under `Answer` and `Decision`, up to the next question or heading."""
    said = [words for field, words in _fields(lines) if field in (ANSWER.lower(), DECISION.lower())]
    return " ".join(words for words in said if _BLANK.sub("", words))


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    field = ""
    for line in lines:
        if _HEADING.match(line):
            return
        match = _FIELD.match(line)
        if match is not None:
            field = match[1].lower()
            yield field, match[2].strip()
        elif field:
            yield field, line.strip()
