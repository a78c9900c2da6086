"""Markdown pages of headings, lists and paragraphs alone, read line by line.

Most OKR pages hold nothing else, and loading markdown-it takes a good part of a short run. What is read here
comes out as markdown-it and [CommonMark](https://spec.commonmark.org/0.31.2/) have it; a page that holds any
other markup is left to markdown-it.
"""

from __future__ import annotations

import re

from coach.parsing.patterns import pattern

__all__ = ["LineToken", "read_lines"]

_MARKER = pattern(r"([-+*]|[0-9]{1,9}[.)])( +|$)")
_OTHER_MARKS = ("\t", "\0", "```", "~~~", "]:")  # indentation by tabs, code, link definitions
_OTHER_STARTS = ("<", ">")
_LINE_MARKS = "-=*_|: "  # a line of these alone underlines, parts a table or is a rule across the page
_RULES = "-*_"
_RULE_LENGTH = 3
_HEADING_LEVELS = 6
_CODE_INDENT = 4
_MAX_DEPTH = 20


class LineToken:
    """As much of a token of markdown-it's as the reader of blocks looks at."""

    __slots__ = ("content", "hidden", "map", "tag", "type")

    def __init__(self, kind: str, lines: list[int] | None = None, tag: str = "", content: str = "") -> None:
        self.type = kind
        self.map = lines
        self.tag = tag
        self.content = content
        self.hidden = False


def read_lines(text: str) -> list[LineToken] | None:
    """The tokens of a page, but for those around a whole list; `None` where the page holds other markup."""
    text = text.replace("\r\n", "\n")
    if "\r" in text or any(mark in text for mark in _OTHER_MARKS):
        return None
    try:
        page = _Page(text.split("\n"))
        page.read_blocks(0, _Place(0))
    except _OtherMarkupError:
        return None
    return page.tokens


class _OtherMarkupError(Exception):
    """The page holds markup that is not read here."""


class _Place:
    """Where blocks stand.

    Attributes:
        base: Columns before their content.
        outer: `base` of what holds their list; -1 outside of lists.
        depth: How many lists are around them.
        paragraphs: The paragraphs that stand directly there, as they are read.
    """

    __slots__ = ("base", "depth", "outer", "paragraphs")

    def __init__(self, base: int, outer: int = -1, depth: int = 0) -> None:
        self.base = base
        self.outer = outer
        self.depth = depth
        self.paragraphs: list[LineToken] = []


class _Page:
    """The lines of a page, without their indentation, and the tokens read from them."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = [line.lstrip(" ") for line in lines]
        self.indents = [len(line) - len(rest) for line, rest in zip(lines, self.lines, strict=True)]
        self.rules = {number for number, line in enumerate(self.lines) if self._is_rule(number, line)}
        self.tokens: list[LineToken] = []

    def _is_rule(self, number: int, line: str) -> bool:
        """Whether a line is a rule across the page; refuses lines that may be other markup."""
        if not line or _is_plain(line):
            return False
        drawn = line.rstrip(" ")
        alone = not self.indents[number] and (number == 0 or not self.lines[number - 1])
        if not alone or len(drawn) < _RULE_LENGTH or drawn[0] not in _RULES or drawn.strip(drawn[0]):
            raise _OtherMarkupError
        return True

    def read_blocks(self, at: int, place: _Place) -> tuple[int, bool]:
        """Read what is indented far enough for a place.

        Returns:
            The line behind it, and whether no blank line parts its blocks.
        """
        tight, gaps = True, False
        while True:
            while at < len(self.lines) and not self.lines[at]:
                at += 1
            if at == len(self.lines) or self.indents[at] < place.base:
                return at, tight
            at = self._read_block(at, place)
            tight = not gaps
            gaps = gaps or not self.lines[at - 1] or (at < len(self.lines) and not self.lines[at])

    def _read_block(self, at: int, place: _Place) -> int:
        line = self.lines[at]
        if self.indents[at] - place.base >= _CODE_INDENT or place.depth > _MAX_DEPTH:
            raise _OtherMarkupError
        if at in self.rules:
            self.tokens.append(LineToken("hr", [at, at + 1], "hr"))
            return at + 1
        level = _heading_level(line)
        if level:
            self._add("heading", [at, at + 1], f"h{level}", line[level:])
            return at + 1
        marker = _MARKER.match(line)
        return self._read_list(at, marker, place) if marker else self._read_paragraph(at, place)

    def _add(self, kind: str, lines: list[int], tag: str, content: str) -> LineToken:
        content = content.strip(" ")
        if content != content.strip() or (kind == "heading" and content.endswith("#")):
            raise _OtherMarkupError  # other white space at an edge, marks behind a heading
        opening = LineToken(f"{kind}_open", lines, tag)
        self.tokens += (
            opening,
            LineToken("inline", lines, "", content),
            LineToken(f"{kind}_close", None, tag),
        )
        return opening

    def _read_paragraph(self, at: int, place: _Place) -> int:
        end = at + 1
        while end < len(self.lines) and self.lines[end] and not self._ends_paragraph(end, place):
            end += 1
        parts = [" " * (self.indents[line] - place.base) + self.lines[line] for line in range(at, end)]
        place.paragraphs.append(self._add("paragraph", [at, end], "p", "\n".join(parts)))
        return end

    def _ends_paragraph(self, at: int, place: _Place) -> bool:
        indent = self.indents[at] - place.base
        if indent >= _CODE_INDENT:
            return False
        if _heading_level(self.lines[at]):
            return True
        marker = _MARKER.match(self.lines[at])
        if marker is None:
            return False
        left_of_item = indent < 0 and self.indents[at] - place.outer >= _CODE_INDENT
        if left_of_item or marker.end() == len(self.lines[at]):
            raise _OtherMarkupError  # indented like no list around it, or an empty item
        return indent < 0 or marker[1] in "-+*" or int(marker[1][:-1]) == 1

    def _read_list(self, at: int, marker: re.Match[str] | None, place: _Place) -> int:
        kind = marker[1][-1] if marker else ""
        tight, gap = True, False
        paragraphs: list[LineToken] = []
        while marker and marker[1][-1] == kind:
            inside = self._open_item(at, marker, place)
            end, close_together = self.read_blocks(at, inside)
            self.tokens.append(LineToken("list_item_close"))
            tight = tight and close_together and not gap
            gap = end - at > 1 and not self.lines[end - 1]
            paragraphs += inside.paragraphs
            at = end
            within = at < len(self.lines) and 0 <= self.indents[at] - place.base < _CODE_INDENT
            marker = _MARKER.match(self.lines[at]) if within else None
        for paragraph in paragraphs:
            paragraph.hidden = tight
        return at

    def _open_item(self, at: int, marker: re.Match[str], place: _Place) -> _Place:
        """Begin an item; its line goes on as the first one of its content."""
        rest = self.lines[at][marker.end() :]
        if not rest or len(marker[2]) > _CODE_INDENT or not _is_plain(rest):
            raise _OtherMarkupError
        self.tokens.append(LineToken("list_item_open", [at, at + 1], "li"))
        self.lines[at] = rest
        self.indents[at] += marker.end()
        return _Place(self.indents[at], place.base, place.depth + 1)


def _is_plain(line: str) -> bool:
    return not line.startswith(_OTHER_STARTS) and bool(line.strip(_LINE_MARKS))


def _heading_level(line: str) -> int:
    level = len(line) - len(line.lstrip("#"))
    return level if level <= _HEADING_LEVELS and line[level : level + 1] in {"", " "} and level else 0
