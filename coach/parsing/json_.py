"""JSON and JSONL, with the place of every value. Duplicate keys, NaN and endless nesting are refused."""

from __future__ import annotations

from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined] # not in typeshed; the one fast reader of JSON strings

from coach.domain.okr import Document
from coach.domain.source import Passage, SourceText, Span
from coach.errors import MalformedInput
from coach.parsing.drafts import Draft, finish
from coach.parsing.passages import align, place
from coach.parsing.patterns import pattern
from coach.parsing.records import read_records
from coach.parsing.tree import MAX_DEPTH, Entry, ListNode, MapNode, Node, ScalarNode

__all__ = ["parse_json", "read_json", "read_jsonl"]

_SPACE = pattern(r"[ \t\r\n]*")
_NUMBER = pattern(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])")
_WORD = pattern(r"true|false|null")
_REFUSED = pattern(r"-?(?:NaN|Infinity)")
_SURROGATE = pattern(r"[\ud800-\udfff]")


def read_json(source: SourceText) -> Document:
    """Read a JSON document."""
    draft = Draft()
    read_records([parse_json(source)], draft)
    return finish(source, draft)


def read_jsonl(source: SourceText) -> Document:
    """Read one JSON value per line as one document."""
    draft = Draft()
    nodes = []
    position = 0
    for line in source.text.splitlines(keepends=True):
        if line.strip():
            nodes.append(parse_json(source, position, position + len(line)))
        position += len(line)
    read_records(nodes, draft)
    return finish(source, draft)


def parse_json(source: SourceText, start: int = 0, end: int | None = None) -> Node:
    """Parse one JSON value with places.

    Raises:
        MalformedInput: Not JSON, or JSON that means two things (a key given twice) or nothing (NaN).
    """
    return _Reader(source, len(source.text) if end is None else end).document(start)


class _Reader:
    def __init__(self, source: SourceText, end: int) -> None:
        self.source = source
        self.text = source.text
        self.end = end

    def fail(self, reason: str, at: int) -> MalformedInput:
        at = min(at, len(self.text))
        line = self.source.location(at).line
        return MalformedInput(
            reason, source=self.source.name, line=line, text=self.text[at : at + 40].split("\n")[0]
        )

    def skip(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def document(self, start: int) -> Node:
        if self.text.startswith("\ufeff", start):
            start += 1
        node, position = self.value(self.skip(start), 0)
        position = self.skip(position)
        if position < self.end:
            raise self.fail("text after the end of the JSON value; write one value, or use JSONL", position)
        return node

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        if depth > MAX_DEPTH:
            raise self.fail(f"nested deeper than {MAX_DEPTH} levels; flatten the document", at)
        character = self.text[at : at + 1]
        if character == '"':
            return self.string(at)
        if character == "{":
            return self.mapping(at, depth)
        if character == "[":
            return self.sequence(at, depth)
        return self.plain(at)

    def string(self, at: int) -> tuple[ScalarNode, int]:
        value, end = self.raw_string(at)
        passage = Passage(value, at + 1)
        if end - at - len('""') != len(value):
            passage = place(value, align(value, self.text, at + 1, end - 1) or [at + 1])
        return ScalarNode(passage, Span(at, end)), end

    def raw_string(self, at: int) -> tuple[str, int]:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise self.fail(f"not valid JSON: {error.msg}", min(error.pos, self.end)) from None
        if _SURROGATE.search(value):
            raise self.fail("a \\u escape that is half of a character; write the character itself", at)
        return value, end

    def plain(self, at: int) -> tuple[ScalarNode, int]:
        match = _NUMBER.match(self.text, at) or _WORD.match(self.text, at)
        if match is None:
            refused = _REFUSED.match(self.text, at)
            if refused:
                raise self.fail(f"{refused.group()} is no JSON value; use null or a number", at)
            raise self.fail("not valid JSON: a value is missing here", at)
        text = match.group()
        empty = text == "null"
        return ScalarNode(Passage("" if empty else text, at), Span(at, match.end()), empty), match.end()

    def sequence(self, at: int, depth: int) -> tuple[ListNode, int]:
        items: list[Node] = []
        position = self.skip(at + 1)
        if self.text[position : position + 1] == "]":
            return ListNode(Span(at, position + 1)), position + 1
        while True:
            item, position = self.value(position, depth + 1)
            items.append(item)
            position, done = self.separator(position, "]")
            if done:
                return ListNode(Span(at, position), tuple(items)), position

    def mapping(self, at: int, depth: int) -> tuple[MapNode, int]:
        entries: dict[str, Entry] = {}
        position = self.skip(at + 1)
        if self.text[position : position + 1] == "}":
            return MapNode(Span(at, position + 1)), position + 1
        while True:
            if self.text[position : position + 1] != '"':
                raise self.fail("not valid JSON: a key in double quotes is expected here", position)
            key, after = self.raw_string(position)
            if key in entries:
                raise self.fail(f"the key {key[:60]!r} is given twice; keep one", position)
            colon = self.skip(after)
            if self.text[colon : colon + 1] != ":":
                raise self.fail("not valid JSON: a colon is expected here", colon)
            value, end = self.value(self.skip(colon + 1), depth + 1)
            entries[key] = Entry(key, Span(position, after), value)
            position, done = self.separator(end, "}")
            if done:
                return MapNode(Span(at, position), tuple(entries.values())), position

    def separator(self, position: int, closer: str) -> tuple[int, bool]:
        position = self.skip(position)
        character = self.text[position : position + 1]
        if character == closer:
            return position + 1, True
        if character != ",":
            raise self.fail(f"not valid JSON: a comma or {closer} is expected here", position)
        return self.skip(position + 1), False
