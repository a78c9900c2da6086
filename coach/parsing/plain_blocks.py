"""Lines of plain text to blocks: bullets and indentation nest, a line under a line continues it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.source import Passage, Span
from coach.parsing.blocks import Block, BlockKind
from coach.parsing.inline import clean
from coach.parsing.labels import Role, read_label
from coach.parsing.passages import join, place
from coach.parsing.patterns import pattern

__all__ = ["read_plain_blocks"]

_LINE = pattern(r"[^\r\n]*")
_WIKI_HEADING = pattern(r"(?P<marks>={1,6})\s*(?P<text>[^=\s](?:[^=]*[^=\s])?)\s*(?P<end>=*)\s*")
_HASH_HEADING = pattern(r"(?P<marks>#{1,6})\s+(?P<text>\S.*)")
_UNDERLINE = pattern(r"\s*(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,})\s*")
_BULLET = pattern(
    r"(?P<indent>[ \t]*)(?P<marks>[*#:]{1,12}(?=\s)|[-+•▪◦‣·–—](?=\s)|\(?\d{1,3}[.)](?=\s)"
    r"|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?=\s)|\(?[a-z][.)](?=\s)|\[[ xX]?\](?=\s))\s+"
)
_WIKI_BOLD = pattern(r"'{2,5}")
_TAB = 4
_MAX_DEPTH = 40


def read_plain_blocks(text: str) -> list[Block]:
    """Blocks of a plain text in order; list items hold their nested items."""
    reader = _Reader()
    lines = list(_lines(text))
    for number, (start, end) in enumerate(lines):
        following = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
        reader.line(text[start:end], start, following)
    return reader.blocks


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.stack: list[tuple[int, Block]] = []
        self.last: Block | None = None  # the block that an unmarked line continues
        self.last_indent = 0

    def line(self, line: str, start: int, following: str) -> None:
        if not line.strip() or _UNDERLINE.fullmatch(line):
            self.last = None
            return
        heading = _heading(line, start, following)
        if heading is not None:
            self.stack, self.last = [], None
            self.blocks.append(heading)
            return
        bullet = _BULLET.match(line)
        if bullet is not None:
            self.put(_block(BlockKind.ITEM, line, start, bullet.end()), _depth(bullet))
            return
        block = _block(BlockKind.TEXT, line, start, 0)
        if self.continues(block, line):
            return
        indent = _width(line)
        if indent and self.last is not None and indent > self.last_indent:
            block.kind = BlockKind.ITEM  # an indented line below a line: a list without bullets
        elif indent and self.stack:
            block.kind = BlockKind.ITEM
        if block.kind is BlockKind.ITEM:
            self.put(block, indent)
        else:
            self.stack = []
            self.blocks.append(block)
            self.last, self.last_indent = block, indent

    def continues(self, block: Block, line: str) -> bool:
        """Join a line without a label to the one above it."""
        if self.last is None or read_label(block.passage, block.lead).role is not Role.NONE:
            return False
        above = read_label(self.last.passage, self.last.lead)
        if above.role is not Role.NONE and not above.rest.text:
            return False
        if self.last.kind is BlockKind.TEXT and _width(line) > self.last_indent:
            return False
        self.last.passage = join(self.last.passage, block.passage)
        self.last.span = Span(self.last.span.start, block.span.end)
        return True

    def put(self, item: Block, depth: int) -> None:
        """Add an item below the nearest one that is less indented."""
        while self.stack and self.stack[-1][0] >= depth:
            self.stack.pop()
        del self.stack[_MAX_DEPTH:]
        (self.stack[-1][1].children if self.stack else self.blocks).append(item)
        self.stack.append((depth, item))
        self.last, self.last_indent = item, depth


def _lines(text: str) -> Iterator[tuple[int, int]]:
    position = 1 if text.startswith("\ufeff") else 0
    while position <= len(text):
        match = _LINE.match(text, position)
        end = match.end() if match else len(text)
        yield position, end
        position = end + (2 if text.startswith("\r\n", end) else 1)


def _heading(line: str, start: int, following: str) -> Block | None:
    wiki = _WIKI_HEADING.fullmatch(line) if line.startswith("=") else None
    match = wiki or (_HASH_HEADING.fullmatch(line) if line.startswith("#") else None)
    if match is not None:
        block = _block(BlockKind.HEADING, line[: match.end("text")], start, match.start("text"))
        block.level = len(match["marks"])
        return block
    if following.strip() and _UNDERLINE.fullmatch(following) and not line.startswith((" ", "\t")):
        block = _block(BlockKind.HEADING, line, start, 0)
        block.level = 1 if following.strip()[0] in "=*" else 2
        return block
    return None


def _block(kind: BlockKind, line: str, start: int, skip: int) -> Block:
    words = clean(_without_wiki_bold(Passage(line[skip:], start + skip)))
    return Block(kind, words.passage, Span(start, start + len(line)), 0, words.lead, struck=words.struck)


def _without_wiki_bold(passage: Passage) -> Passage:
    if "''" not in passage.text:
        return passage
    kept = [position for start, end in _between(passage.text) for position in range(start, end)]
    text = "".join(passage.text[position] for position in kept)
    return place(text, [passage.start + position for position in kept] or [passage.start])


def _between(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _WIKI_BOLD.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _depth(bullet: re.Match[str]) -> int:
    marks = bullet["marks"]
    repeated = len(marks) - 1 if set(marks) <= set("*#:") else marks.count(".") if marks[-1].isdigit() else 0
    return _width(bullet["indent"]) + repeated * _TAB


def _width(line: str) -> int:
    width = 0
    for character in line:
        if character == " ":
            width += 1
        elif character == "\t":
            width += _TAB - width % _TAB
        else:
            break
    return width
