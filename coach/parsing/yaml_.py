"""YAML with the place of every value. Aliases, tags that make objects, and endless nesting are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coach.domain.okr import Document
from coach.domain.source import Passage, SourceText, Span
from coach.errors import InputError, MalformedInput
from coach.parsing.drafts import Draft, finish
from coach.parsing.passages import align, place
from coach.parsing.patterns import pattern
from coach.parsing.records import read_records
from coach.parsing.suppression import find_suppressions
from coach.parsing.tree import MAX_DEPTH, Entry, ListNode, MapNode, Node, ScalarNode

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["parse_yaml", "read_yaml"]

_SPACE = pattern(r"\s+")
_CONTROL = pattern("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def read_yaml(source: SourceText) -> Document:
    """Read a YAML document, or several in one file."""
    draft = Draft()
    read_records(parse_yaml(source), draft)
    return finish(source, draft, find_suppressions(source.text))


def parse_yaml(source: SourceText) -> list[Node]:
    """Parse YAML with places.

    Raises:
        MalformedInput: Not YAML, or YAML with aliases, duplicate keys or too deep nesting.
    """
    import yaml  # noqa: PLC0415 - only a YAML review needs it

    bad = _CONTROL.search(source.text.removeprefix("\ufeff"))
    if bad:
        raise _fail(source, "a control character that YAML does not allow", bad.start())
    try:
        return list(_Reader(source, yaml).documents())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
        raise _fail(source, f"not valid YAML: {reason}", mark.index if mark else None) from None


def _fail(source: SourceText, reason: str, at: int | None) -> MalformedInput:
    if at is None:
        return MalformedInput(reason, source=source.name)
    at = max(0, min(at, len(source.text) - 1))
    line = source.location(at).line
    return MalformedInput(
        reason, source=source.name, line=line, text=source.text[at : at + 60].split("\n")[0].strip()
    )


class _Reader:
    """Builds the tree from parser events, so that nesting is bounded while it is read."""

    def __init__(self, source: SourceText, yaml: Any) -> None:
        self.source = source
        self.yaml = yaml
        self.text = source.text
        self.shift = 1 if source.text.startswith("\ufeff") else 0
        self.events: Iterator[Any] = yaml.parse(source.text[self.shift :], Loader=yaml.SafeLoader)

    def documents(self) -> Iterator[Node]:
        for event in self.events:
            if isinstance(event, self.yaml.DocumentStartEvent):
                yield self.node(next(self.events), 0)

    def node(self, event: Any, depth: int) -> Node:
        if isinstance(event, self.yaml.AliasEvent):
            raise self.fail("an alias (*name); write the value out, the coach reads no references", event)
        if depth > MAX_DEPTH:
            raise self.fail(f"nested deeper than {MAX_DEPTH} levels; flatten the document", event)
        if isinstance(event, self.yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, self.yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return self.mapping(event, depth)

    def fail(self, reason: str, event: Any) -> InputError:
        return _fail(self.source, reason, event.start_mark.index + self.shift)

    def span(self, event: Any) -> Span:
        return Span(event.start_mark.index + self.shift, event.end_mark.index + self.shift)

    def scalar(self, event: Any) -> ScalarNode:
        span = self.span(event)
        value = (
            " ".join(event.value.split()) if event.style in {">", None, '"', "'"} else event.value.strip("\n")
        )
        empty = event.style is None and value in _NULLS
        if empty:
            return ScalarNode(Passage("", span.start), span, empty=True)
        if span.of(self.text) == value:
            return ScalarNode(Passage(value, span.start), span)
        start = span.start + (1 if event.style in {"'", '"'} else 0)
        if event.style in {"|", ">"}:
            line = self.text.find("\n", span.start, span.end)
            start = span.start if line == -1 else line + 1
        value = _SPACE.sub(" ", value) if event.style != "|" else value
        offsets = align(value, self.text, start, span.end)
        passage = Passage(value, offsets[0], tuple(offsets)) if offsets else place("", [start])
        return ScalarNode(passage, span)

    def sequence(self, event: Any, depth: int) -> ListNode:
        items: list[Node] = []
        for inner in self.events:
            if isinstance(inner, self.yaml.SequenceEndEvent):
                return ListNode(Span(self.span(event).start, self.span(inner).end), tuple(items))
            items.append(self.node(inner, depth + 1))
        raise self.fail("not valid YAML: the list does not end", event)

    def mapping(self, event: Any, depth: int) -> MapNode:
        entries: dict[str, Entry] = {}
        for inner in self.events:
            if isinstance(inner, self.yaml.MappingEndEvent):
                return MapNode(Span(self.span(event).start, self.span(inner).end), tuple(entries.values()))
            key = self.node(inner, depth + 1)
            value = self.node(next(self.events), depth + 1)
            name = key.text if isinstance(key, ScalarNode) else "?"
            if name in entries:
                raise self.fail(f"the key {name[:60]!r} is given twice; keep one", inner)
            entries[name] = Entry(name, key.span, value)
        raise self.fail("not valid YAML: the mapping does not end", event)
