"""The line of a source that a reader should look at, with the words underlined."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from coach.domain.source import SourceText, Span
from coach.output.place import make_visible

__all__ = ["Excerpt", "cut_excerpt"]

_WIDTH = 100
_LEAD = 30


class Excerpt(NamedTuple):
    """A line cut to a readable width, the spaces before the underlined words, and the underline."""

    line: str
    indent: str
    underline: str


def cut_excerpt(source: SourceText, span: Span) -> Excerpt:
    """Cut the line where `span` begins; a span over several lines is underlined on its first one."""
    text = source.text
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.start)
    if line_end == -1:
        line_end = len(text)
    mark_end = max(min(span.end, line_end), span.start)
    start, end = line_start, line_end
    if end - start > _WIDTH:
        start = max(line_start, min(span.start - _LEAD, line_end - _WIDTH))
        end = min(line_end, start + _WIDTH)
    before = ("…" if start > line_start else "") + _flatten(text[start : span.start])
    marked = _flatten(text[span.start : min(mark_end, end)])
    after = _flatten(text[max(mark_end, span.start) : end]) + ("…" if end < line_end else "")
    if start == line_start:
        stripped = before.lstrip()
        before = stripped if stripped or marked else before
    return Excerpt(
        line=(before + marked + after).rstrip(),
        indent=" " * _measure(before),
        underline="^" * max(1, _measure(marked.rstrip())),
    )


def _flatten(text: str) -> str:
    return make_visible(text.replace("\t", " ").replace("\r", " "))


def _measure(text: str) -> int:
    """Terminal columns: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
        for character in text
    )
