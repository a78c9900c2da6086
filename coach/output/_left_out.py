"""What a reader of documents did not take in, told once per reason where it is hardly a key result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from coach.domain.okr import Document, Unread

__all__ = ["LeftOut", "describe_unread", "gather_unread"]

_LEFT_OUT = "not read: "
# Remarks beside the OKRs. What might be a key result keeps a line of its own, with its words.
_BESIDE = re.compile(
    r"(?:not read: )?(?:a note|how a key result is measured|a table without)"
    r"|a value without|a cell beyond|the key "
)
_LABEL = re.compile(r" \([^()]*\)$")
_MOST_LINES = 8


class LeftOut(NamedTuple):
    """Parts with one reason: the first of them, what to say, and whether its words should be shown."""

    first: Unread
    line: int
    text: str
    shows_words: bool


def describe_unread(unread: Unread) -> str:
    """Why a part is missing; what was meant to be passed over is not called a failure."""
    if unread.reason.startswith(_LEFT_OUT):
        return f"left out: {unread.reason.removeprefix(_LEFT_OUT)}"
    return f"not understood: {unread.reason}"


def gather_unread(document: Document) -> Iterator[LeftOut]:
    """Each part that might be a key result, and one entry for all remarks of a kind, in source order."""
    groups: dict[str, list[Unread]] = {}
    for number, unread in enumerate(document.unread):
        beside = _BESIDE.match(unread.reason) is not None
        groups.setdefault(_LABEL.sub("", unread.reason) if beside else f"{number}", []).append(unread)
    for reason, parts in groups.items():
        first = parts[0]
        lines = [document.source.location(part.span.start).line for part in parts]
        if len(parts) == 1:
            yield LeftOut(first, lines[0], describe_unread(first), not _BESIDE.match(first.reason))
            continue
        text = describe_unread(first._replace(reason=reason))
        yield LeftOut(first, lines[0], f"{text}, {len(parts)} times ({_name_lines(lines)})", False)


def _name_lines(lines: list[int]) -> str:
    """`line 3`, `lines 3, 5, 8`; a long list is cut."""
    different = list(dict.fromkeys(lines))
    shown = ", ".join(map(str, different[:_MOST_LINES]))
    rest = " ..." if len(different) > _MOST_LINES else ""
    return f"line{'s' * (len(different) > 1)} {shown}{rest}"
