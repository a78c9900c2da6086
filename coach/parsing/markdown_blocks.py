"""Markdown to blocks, with markdown-it's block parser; every block knows its place in the source.

Pages without much markup do not need that parser: `markdown_lines` reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from coach.domain.source import Passage, Span
from coach.parsing.blocks import BOLD_LEVEL, Block, BlockKind
from coach.parsing.inline import clean
from coach.parsing.markdown_lines import LineToken, read_lines
from coach.parsing.passages import align, cut, place
from coach.parsing.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

__all__ = ["MAX_NESTING", "read_blocks"]

MAX_NESTING = 100
_LINE = pattern(r"\r\n|\r|\n")
_LABEL_LINE = pattern(
    r"\s*(?:\*\*|__)?(?:KR|Key Result|Objective|O)\s?\d{1,3}(?:\.\d{1,3}){0,2}[.):]?(?:\*\*|__)?\s|"
    r"\s*(?:[^\w\s]{0,6}\s*)?(?:\*\*|__)?(?:[^:*\n]{0,40}\s)?(?:objectives?|key results?|KR|O\d{1,2}|baseline"
    r"|target|owner|current|due|confidence|progress|status|team|supports|parent|cycle|level|how to measure"
    r"|note)"
    r"s?\s?[\d.]{0,6}\s*(?:\([^()\n]{1,60}\))?\s*(?:\*\*|__)?\s*[:：]",
    re.IGNORECASE,
)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a JSON or CSV review never needs it

    parser = MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable("table")
    return parser.disable(["inline", "text_join"])


def read_blocks(text: str, start: int = 0) -> list[Block]:
    """Blocks of `text[start:]` in order; list items hold their nested items."""
    return list(_Reader(text, start).read())


def _read_tokens(text: str) -> Sequence[LineToken | Token]:
    tokens = read_lines(text)
    return _parser().parse(text) if tokens is None else tokens


class _Reader:
    """Walks the token stream."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.starts = [start, *(match.end() for match in _LINE.finditer(text, start))]
        self.starts.append(len(text) + 1 if self.starts[-1] <= len(text) else self.starts[-1])
        self.tokens = _read_tokens(text[start:])
        self.at = 0
        self.seen = 0

    def line_start(self, line: int) -> int:
        return self.starts[min(line, len(self.starts) - 1)]

    def line_end(self, line: int) -> int:
        """Offset where a line ends, without its line break."""
        end = min(self.line_start(line + 1), len(self.text))
        while end > self.line_start(line) and self.text[end - 1] in "\r\n":
            end -= 1
        return end

    def span(self, token: LineToken | Token) -> Span:
        first, last = token.map or [0, 1]
        return Span(
            min(self.line_start(first), len(self.text)), max(self.line_start(first), self.line_end(last - 1))
        )

    def read(self) -> Iterator[Block]:
        while self.at < len(self.tokens):
            yield from self.block()

    def block(self) -> Iterator[Block]:
        token = self.tokens[self.at]
        self.at += 1
        if token.type == "heading_open":
            yield self.heading(token)
        elif token.type == "paragraph_open":
            yield from self.paragraph(token)
        elif token.type == "list_item_open":
            yield self.item(token)
        elif token.type == "table_open":
            yield self.table(token)
        elif token.type in {"fence", "code_block"}:
            yield Block(BlockKind.CODE, Passage(token.content, self.span(token).start), self.span(token))
        elif token.type == "html_block":
            from coach.parsing.html_blocks import read_html  # noqa: PLC0415 - most pages hold no HTML

            yield from read_html(self.text, self.span(token))
        elif token.type == "hr":
            yield Block(BlockKind.RULE, Passage(""), self.span(token))

    def heading(self, token: LineToken | Token) -> Block:
        inline = self.tokens[self.at]
        self.at += 2
        raw = self.raw(inline)
        words = clean(raw)
        return Block(
            BlockKind.HEADING,
            words.passage,
            self.span(token),
            int(token.tag[1]),
            words.lead,
            struck=words.struck,
        )

    def paragraph(self, token: LineToken | Token) -> Iterator[Block]:
        inline = self.tokens[self.at]
        self.at += 2
        for raw in _split_labelled_lines(self.raw(inline)):
            words = clean(raw)
            passage = words.passage
            span = raw.span
            bold = 0 < len(passage.text) <= words.lead and not token.hidden
            kind = BlockKind.HEADING if bold else BlockKind.TEXT
            yield Block(kind, passage, span, BOLD_LEVEL if bold else 0, words.lead, struck=words.struck)

    def item(self, token: LineToken | Token) -> Block:
        item = Block(BlockKind.ITEM, Passage("", self.span(token).start), self.span(token))
        first = True
        while self.tokens[self.at].type != "list_item_close":
            for block in self.block():
                if first and block.kind in {BlockKind.TEXT, BlockKind.HEADING}:
                    item.passage, item.lead, item.struck = block.passage, block.lead, block.struck
                    item.span = block.span
                else:
                    item.children.append(block)
                first = False
        self.at += 1
        return item

    def table(self, token: LineToken | Token) -> Block:
        table = Block(BlockKind.TABLE, Passage("", self.span(token).start), self.span(token))
        row: list[Passage] = []
        cursor = table.span.start
        while self.tokens[self.at].type != "table_close":
            current = self.tokens[self.at]
            if current.type == "tr_open":
                row = []
                if current.map:
                    cursor = self.line_start(current.map[0])
            elif current.type == "inline":
                end = self.line_end((current.map or token.map or [0])[0])
                offsets = align(current.content, self.text, cursor, end)
                cursor = offsets[-1] + 1 if offsets else cursor
                row.append(clean(place(current.content, offsets or [cursor]), breaks=True).passage)
            elif current.type == "tr_close":
                table.rows.append(row)
            self.at += 1
        self.at += 1
        return table

    def raw(self, inline: LineToken | Token) -> Passage:
        """The source of an inline token: its lines end where the source's lines end."""
        first, _ = inline.map or [0, 1]
        offsets: list[int] = []
        if inline.content and "\n" not in inline.content:
            at = self._find_at_end(inline.content, self.line_start(first), self.line_end(first))
            if at is not None:
                return Passage(inline.content, at)
        for number, line in enumerate(inline.content.split("\n")):
            start, end = self.line_start(first + number), self.line_end(first + number)
            offsets.extend(self._line_offsets(line, start, end))
            offsets.append(end)
        return place(inline.content, offsets[:-1] or [self.line_start(first)])

    def _find_at_end(self, line: str, start: int, end: int) -> int | None:
        """Where a line stands at the end of its source, white space aside."""
        at = start + len(self.text[start:end].rstrip()) - len(line)
        return at if at >= start and self.text.startswith(line, at) else None

    def _line_offsets(self, line: str, start: int, end: int) -> list[int]:
        stripped = line.rstrip()
        source_end = start + len(self.text[start:end].rstrip())
        at = source_end - len(stripped)
        if at >= start and self.text[at:source_end] == stripped and stripped:
            extra = range(source_end, source_end + len(line) - len(stripped))
            return [*range(at, source_end), *(min(offset, max(end - 1, start)) for offset in extra)]
        return align(line, self.text, start, end)


def _split_labelled_lines(raw: Passage) -> list[Passage]:
    """One passage for each line with a label or after a hard break: people stack `KR1: ...` lines."""
    text = raw.text
    starts = [0]
    for match in re.finditer(r"\n", text):
        hard = text.endswith(("  ", "\\"), 0, match.start())
        if hard or _LABEL_LINE.match(text[match.end() : match.end() + 200]):
            starts.append(match.end())
    if len(starts) == 1:
        return [raw]
    return [cut(raw, start, end) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
