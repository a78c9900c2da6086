"""Inline requests to ignore rules: `<!-- okr: ignore KR102 reason -->`; in YAML after a `#`."""

from __future__ import annotations

import re

from coach.domain.okr import Suppression
from coach.domain.source import Span
from coach.parsing.patterns import pattern

__all__ = ["find_suppressions"]

_COMMENT = pattern(
    r"(?P<open><!--|#|//)[ \t]*okr:[ \t]*ignore(?P<file>-file)?[ \t]+"
    r"(?P<codes>[A-Z]{2}\d{3}(?:[ \t]*,[ \t]*[A-Z]{2}\d{3})*)[ \t]*(?P<reason>[^\r\n]{0,300})"
)


def find_suppressions(text: str) -> tuple[Suppression, ...]:
    """Every request in a source, in order.

    A comment at the end of a line applies to that line; one on a line of its own to the next
    line with words; `ignore-file` to the whole source.
    """
    if "okr:" not in text:
        return ()
    return tuple(_suppression(text, match) for match in _COMMENT.finditer(text))


def _suppression(text: str, match: re.Match[str]) -> Suppression:
    reason = match["reason"]
    end = match.end()
    if match["open"] == "<!--":
        close = text.find("-->", match.end("codes"))
        if close != -1:
            reason = text[match.end("codes") : close]
            end = close + len("-->")
    codes = tuple(code.strip() for code in match["codes"].split(","))
    span = Span(match.start(), end)
    applies = Span(0, len(text)) if match["file"] else _applies_to(text, span)
    return Suppression(span, codes, " ".join(reason.split()), applies)


def _applies_to(text: str, span: Span) -> Span:
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    end = _line_end(text, span.end)
    line = text[start : span.start] + text[span.end : end]
    if re.search(r"\w", line):
        return Span(start, end)
    position = end
    while position < len(text):
        following = _line_end(text, position + 1)
        line = text[position + 1 : following]
        if line.strip() and not line.lstrip().startswith(("<!--", "#  okr:", "# okr:", "// okr:")):
            return Span(position + 1, following)
        position = following
    return Span(end, end)


def _line_end(text: str, start: int) -> int:
    match = re.compile(r"[\r\n]").search(text, start)
    return match.start() if match else len(text)
