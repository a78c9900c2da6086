"""Blocks of HTML: headings, list items, summaries, paragraphs and tables, as far as OKR pages use them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coach.domain.source import Passage, Span
from coach.parsing.blocks import BOLD_LEVEL, Block, BlockKind
from coach.parsing.inline import Words, clean
from coach.parsing.patterns import pattern

__all__ = ["read_html"]

_TAG = pattern(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?:\s[^<>]{0,5000})?/?>")
_BREAKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "footer",
        "form",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    ]
)
MAX_DEPTH = 40
_DROPPED = ("script", "style", "svg", "nav", "head")


@dataclass(slots=True)
class _State:
    depth: int = 0
    items: list[Block] = field(default_factory=list)
    rows: list[list[Passage]] | None = None
    tag: str = ""
    table_start: int = 0


def read_html(text: str, span: Span) -> Iterator[Block]:
    """Blocks of an HTML stretch of the source."""
    state = _State()
    position = span.start
    top: list[Block] = []
    for match in _TAG.finditer(text, span.start, span.end):
        name = match["name"].lower()
        if name not in _BREAKS or match.start() < position:
            continue
        _flush(text, Span(position, match.start()), state, top)
        position = match.end()
        if name in _DROPPED and not match["close"]:
            closer = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, match.end(), span.end)
            position = closer.end() if closer else match.end()
            continue
        _enter(name, closing=bool(match["close"]), state=state, top=top, at=match.start())
    _flush(text, Span(position, span.end), state, top)
    if state.rows:
        top.append(_table(state, span.end))
    yield from top


def _enter(name: str, *, closing: bool, state: _State, top: list[Block], at: int) -> None:
    state.tag = "" if closing else name
    if name in {"ul", "ol"}:
        state.depth = max(0, state.depth + (-1 if closing else 1))
        del state.items[state.depth if closing else state.depth - 1 :]
    elif name == "li" and not closing:
        item = Block(BlockKind.ITEM, Passage("", at), Span(at, at))
        depth = max(0, min(state.depth - 1, len(state.items), MAX_DEPTH))
        del state.items[depth:]
        (state.items[-1].children if state.items else top).append(item)
        state.items.append(item)
    elif name == "table":
        if closing and state.rows:
            top.append(_table(state, at))
        state.rows = None if closing else []
        state.table_start = at
    elif name == "tr" and not closing and state.rows is not None:
        state.rows.append([])


def _table(state: _State, end: int) -> Block:
    rows = [row for row in state.rows or [] if row]
    state.rows = None
    return Block(BlockKind.TABLE, Passage("", state.table_start), Span(state.table_start, end), rows=rows)


def _flush(text: str, span: Span, state: _State, top: list[Block]) -> None:
    if state.rows and state.tag in {"td", "th"}:
        state.rows[-1].append(clean(Passage(span.of(text), span.start), breaks=True).passage)
        state.tag = ""
        return
    words = clean(Passage(span.of(text), span.start))
    if not words.passage.text:
        return
    if state.tag == "li" or (
        state.items and not state.items[-1].text and state.tag in {"p", "", "div", "strong"}
    ):
        state.items[-1].passage, state.items[-1].lead = words.passage, words.lead
        state.items[-1].span = words.passage.span
        return
    (state.items[-1].children if state.items else top).append(_block(state.tag, words))


def _block(tag: str, words: Words) -> Block:
    passage = words.passage
    if re.fullmatch(r"h[1-6]", tag):
        return Block(BlockKind.HEADING, passage, passage.span, int(tag[1]), words.lead)
    if tag == "summary" or len(passage.text) <= words.lead:
        return Block(BlockKind.HEADING, passage, passage.span, BOLD_LEVEL, words.lead)
    return Block(BlockKind.TEXT, passage, passage.span, 0, words.lead)
