"""Places in a source, ready to be written."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from coach.domain.source import SourceText, Span

__all__ = ["Region", "clip", "find_region", "make_visible"]

# Control characters could drive a terminal, and direction marks could reorder what a reader sees.
_UNSAFE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"

_LONGEST = 400


class Region(NamedTuple):
    """A range as editors and SARIF count: lines and columns from 1, columns in code points, end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


def find_region(source: SourceText, span: Span) -> Region:
    """Where a span stands."""
    start = source.location(span.start)
    end = source.location(max(span.start, span.end))
    return Region(start.line, start.column, end.line, end.column)


def clip(text: str) -> str:
    """Visible text of a length that a person reads; JSON and SARIF carry all of it."""
    visible = make_visible(text)
    return visible if len(visible) <= _LONGEST else f"{visible[: _LONGEST - 1]}…"


def make_visible(text: str) -> str:
    """User text with the characters that act on a terminal written out by their code."""
    if text.isprintable():
        return text
    return _unsafe().sub(lambda match: _write_out(match[0]), text)


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(_UNSAFE)


def _write_out(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
