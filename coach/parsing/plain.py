"""Plain text: indented lists, numbered lines, underlined titles and wiki markup; a single sentence is a key result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coach.domain.okr import Document
from coach.domain.source import Passage, SourceText, Span
from coach.parsing.blocks import Block, BlockKind, nest
from coach.parsing.drafts import Draft, DraftKeyResult, DraftObjective, Scope, finish
from coach.parsing.groups import mentions_okrs
from coach.parsing.inline import clean
from coach.parsing.labels import Role, read_label
from coach.parsing.notes import split_notes
from coach.parsing.outline import read_outline
from coach.parsing.passages import cut, trim
from coach.parsing.suppression import find_suppressions

__all__ = ["read_plain"]

_LINE = re.compile(r"[^\r\n]*")
_WIKI_HEADING = re.compile(r"(?P<marks>={1,6})\s*(?P<text>[^=].*?)\s*=*\s*$")
_HASH_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<text>.+?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,}|\^{3,}|\*{3,})\s*$")
_BULLET = re.compile(
    r"(?P<indent>[ \t]*)(?P<marks>[*#:]{1,12}(?=\s)|[-+•▪◦‣·–—](?=\s)|\(?\d{1,3}[.)](?=\s)|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?(?=\s)|\(?[a-z][.)](?=\s)|\[[ xX]?\](?=\s))\s+"
)
_WIKI_BOLD = re.compile(r"'{2,5}")
_TAB = 4


def read_plain(source: SourceText) -> Document:
    """Read plain text."""
    draft = Draft()
    blocks = list(_blocks(source.text))
    about = mentions_okrs(source.name)
    if not _single_statement(blocks, draft):
        read_outline(nest(blocks, len(source.text)), Scope(), draft, about_okrs=about)
    return finish(source, draft, find_suppressions(source.text))


def _single_statement(blocks: list[Block], draft: Draft) -> bool:
    """A text of one line is a key result on its own."""
    words = [block for block in blocks if block.text]
    if len(words) != 1 or words[0].children:
        return False
    label = read_label(words[0].passage)
    if label.role in {Role.OBJECTIVE, Role.OBJECTIVES} or not label.rest.text:
        return False
    objective = DraftObjective(Passage("", label.rest.start), Scope())
    text, fields = split_notes(label.rest)
    objective.key_results.append(DraftKeyResult(text, label.label, fields))
    draft.objectives.append(objective)
    return True


def _blocks(text: str) -> Iterator[Block]:
    lines = [(match.start(), match.end()) for match in _lines(text)]
    stack: list[tuple[int, Block]] = []
    paragraph: Block | None = None
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        following = text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
        if not line.strip() or _UNDERLINE.match(line):
            paragraph = None
            continue
        heading = _heading(line, start, following)
        bullet = None if heading else _BULLET.match(line)
        if heading is not None:
            stack, paragraph = [], None
            yield heading
        elif bullet is not None:
            paragraph = None
            item = _block(BlockKind.ITEM, line, start, bullet.end())
            depth = _depth(bullet)
            while stack and stack[-1][0] >= depth:
                stack.pop()
            if stack:
                stack[-1][1].children.append(item)
            else:
                yield item
            stack.append((depth, item))
        else:
            indent = _width(line)
            while stack and stack[-1][0] >= indent:
                stack.pop()
            block = _block(BlockKind.TEXT, line, start, 0)
            labelled = read_label(block.passage, block.lead).role is not Role.NONE
            if stack and indent > stack[-1][0]:
                stack[-1][1].children.append(block)
            elif paragraph is None or labelled or indent > _width(text[paragraph.span.start : start]):
                if indent and _is_nested(text, lines, number) and not stack:
                    block.kind = BlockKind.ITEM
                yield block
            else:
                continue
            paragraph = block


def _is_nested(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """An indented line after a line that is less indented: a list without bullets."""
    for start, end in reversed(lines[max(0, number - 20) : number]):
        if text[start:end].strip():
            return _width(text[start:end]) <= _width(text[slice(*lines[number])])
    return False


def _lines(text: str) -> Iterator[re.Match[str]]:
    position = 1 if text.startswith("\ufeff") else 0
    while position <= len(text):
        match = _LINE.match(text, position)
        if match is None:
            return
        yield match
        position = match.end() + (2 if text.startswith("\r\n", match.end()) else 1)


def _heading(line: str, start: int, following: str) -> Block | None:
    match = _WIKI_HEADING.fullmatch(line) or _HASH_HEADING.fullmatch(line)
    if match and (line.rstrip().endswith("=") or match["marks"][0] == "#" or len(match["marks"]) > 1):
        level = len(match["marks"])
        block = _block(BlockKind.HEADING, line[: match.end("text")], start, match.start("text"))
        block.level = level
        return block
    if following.strip() and _UNDERLINE.match(following) and not line.startswith((" ", "\t")):
        block = _block(BlockKind.HEADING, line, start, 0)
        block.level = 1 if following.strip()[0] in "=*" else 2
        return block
    return None


def _block(kind: BlockKind, line: str, start: int, skip: int) -> Block:
    raw = Passage(line[skip:], start + skip)
    while True:
        match = _WIKI_BOLD.search(raw.text)
        if match is None:
            break
        raw = _without(raw, match.start(), match.end())
    words = clean(raw)
    return Block(kind, trim(words.passage), Span(start, start + len(line)), 0, words.lead, words.struck)


def _without(passage: Passage, start: int, end: int) -> Passage:
    before, after = cut(passage, 0, start), cut(passage, end)
    offsets = [*_offsets(before), *_offsets(after)]
    text = before.text + after.text
    return Passage(text, offsets[0] if offsets else passage.start, tuple(offsets)) if text else before


def _offsets(passage: Passage) -> list[int]:
    if passage.offsets is not None:
        return list(passage.offsets)
    return list(range(passage.start, passage.start + len(passage.text)))


def _depth(bullet: re.Match[str]) -> int:
    marks = bullet["marks"]
    repeated = len(marks) - 1 if set(marks) <= set("*#:") else 0
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
