"""Where a piece of text stands: sources, spans and passages. All offsets are Unicode code points."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

__all__ = ["Location", "Passage", "SourceText", "Span"]


class Span(NamedTuple):
    """Half-open range `[start, end)` of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The text that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same range, `by` code points later."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Location(NamedTuple):
    """A place as editors show it: 1-based line, 1-based column in code points."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class SourceText:
    """A named text. A spreadsheet is a source too: one line per row, cells separated by tabs."""

    name: str
    text: str
    _line_starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def location(self, offset: int) -> Location:
        """Line and column of an offset."""
        if not self._line_starts:
            self._line_starts.append(0)
            position = self.text.find("\n")
            while position != -1:
                self._line_starts.append(position + 1)
                position = self.text.find("\n", position + 1)
        line = bisect_right(self._line_starts, offset) - 1
        return Location(line + 1, offset - self._line_starts[line] + 1)


class Passage(NamedTuple):
    """A cleaned piece of a source that still knows where each of its characters stands.

    Attributes:
        text: The words, without markup, labels and progress notes.
        start: Source offset of the first character; used when `offsets` is `None`.
        offsets: Source offset of every character of `text`, or `None` when the text stands
            in the source exactly as it is.
    """

    text: str
    start: int = 0
    offsets: tuple[int, ...] | None = None

    @property
    def span(self) -> Span:
        """The source range from the first to the last character."""
        return self.to_source(Span(0, len(self.text)))

    def to_source(self, span: Span) -> Span:
        """Turn a range of `text` into a range of the source."""
        if self.offsets is None:
            return span.shift(self.start)
        if not self.offsets:
            return Span(self.start, self.start)
        last = len(self.offsets) - 1
        start = self.offsets[min(span.start, last)]
        if span.end <= span.start:
            return Span(start, start)
        return Span(start, self.offsets[min(span.end - 1, last)] + 1)
