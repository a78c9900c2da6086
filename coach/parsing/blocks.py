"""The outline that every prose format is turned into before anyone asks what is an objective."""

from __future__ import annotations

from enum import StrEnum

from coach.domain.source import Passage, Span

__all__ = ["Block", "BlockKind", "nest"]


class BlockKind(StrEnum):
    """What a block looks like on the page."""

    ROOT = "root"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    TABLE = "table"
    CODE = "code"
    RULE = "rule"


class Block:
    """One block.

    Attributes:
        kind: What it looks like.
        passage: Its cleaned words.
        span: Its range in the source, without its children.
        level: 1..6 for a heading, 7 for a paragraph that is all bold, else 0.
        lead: How many first characters were bold.
        struck: Whether it was struck through.
        children: What stands under it: nested list items, the content under a heading.
        rows: The cells of a table, the header first.
    """

    __slots__ = ("children", "kind", "lead", "level", "passage", "rows", "span", "struck")

    def __init__(
        self,
        kind: BlockKind,
        passage: Passage,
        span: Span,
        level: int = 0,
        lead: int = 0,
        *,
        struck: bool = False,
        rows: list[list[Passage]] | None = None,
    ) -> None:
        self.kind = kind
        self.passage = passage
        self.span = span
        self.level = level
        self.lead = lead
        self.struck = struck
        self.children: list[Block] = []
        self.rows = [] if rows is None else rows

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text


BOLD_LEVEL = 7


def nest(blocks: list[Block], end: int) -> Block:
    """Put what follows a heading under it, up to the next heading of its level or above."""
    root = Block(BlockKind.ROOT, Passage(""), Span(0, end))
    open_headings = [root]
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            open_headings[-1].children.append(block)
            continue
        while len(open_headings) > 1 and open_headings[-1].level >= block.level:
            open_headings.pop()
        open_headings[-1].children.append(block)
        open_headings.append(block)
    return root
