"""Nested data with places: what YAML and JSON become before they are read as OKRs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from coach.domain.source import Passage, Span

__all__ = ["MAX_DEPTH", "Entry", "ListNode", "MapNode", "Node", "ScalarNode"]

MAX_DEPTH = 50


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A single value; `empty` for null."""

    passage: Passage
    span: Span
    empty: bool = False

    @property
    def text(self) -> str:
        """The value as text."""
        return self.passage.text


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: str
    span: Span
    value: Node


@dataclass(frozen=True, slots=True)
class MapNode:
    """Keys and values in order."""

    span: Span
    entries: tuple[Entry, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ListNode:
    """Values in order."""

    span: Span
    items: tuple[Node, ...] = field(default=())


Node = ScalarNode | MapNode | ListNode


def scalars(node: Node) -> Iterator[ScalarNode]:
    """Every single value below a node."""
    pending: list[Node] = [node]
    while pending:
        current = pending.pop()
        if isinstance(current, ScalarNode):
            yield current
        elif isinstance(current, MapNode):
            pending.extend(entry.value for entry in reversed(current.entries))
        else:
            pending.extend(reversed(current.items))
