"""Cutting and joining passages without losing where each character stands."""

from __future__ import annotations

from collections.abc import Sequence

from coach.domain.source import Passage, Span
from coach.parsing.patterns import pattern

__all__ = ["align", "cut", "join", "place", "remove", "trim"]


def place(text: str, offsets: Sequence[int]) -> Passage:
    """A passage from characters and their offsets; keeps the offsets only where they are needed."""
    if not text:
        return Passage("", offsets[0] if offsets else 0)
    start = offsets[0]
    if offsets[-1] - start == len(text) - 1 and list(offsets) == list(range(start, start + len(text))):
        return Passage(text, start)
    return Passage(text, start, tuple(offsets))


def cut(passage: Passage, start: int, end: int | None = None) -> Passage:
    """Part of a passage, by positions in its text."""
    end = len(passage.text) if end is None else end
    text = passage.text[start:end]
    if passage.offsets is None:
        return Passage(text, passage.start + start)
    return place(text, passage.offsets[start:end] or (passage.to_source(Span(start, start)).start,))


def trim(passage: Passage, characters: str | None = None) -> Passage:
    """The passage without white space (or `characters`) at its ends."""
    text = passage.text
    start = len(text) - len(text.lstrip(characters))
    end = len(text.rstrip(characters))
    if start == 0 and end == len(text):
        return passage
    return cut(passage, start, max(start, end))


def remove(passage: Passage, start: int, end: int) -> Passage:
    """The passage without one part; white space around the gap becomes one space."""
    before, after = trim(cut(passage, 0, start)), trim(cut(passage, end))
    return join(before, after)


def join(before: Passage, after: Passage) -> Passage:
    """Two passages with a space between them, which stands where the first one ends."""
    if not before.text:
        return after
    if not after.text:
        return before
    first = _offsets(before)
    return place(f"{before.text} {after.text}", [*first, first[-1] + 1, *_offsets(after)])


def align(text: str, source: str, start: int, end: int) -> list[int]:
    """Offsets in `source[start:end]` of the characters of `text`, which was made from it by dropping some.

    A character that is not there (an escape sequence was decoded) stands where the scan has arrived.
    """
    found = source.find(text, start, end)
    if found != -1:
        return list(range(found, found + len(text)))
    offsets: list[int] = []
    position = start
    for character in text:
        at = _next_place(character, source, position, end)
        if at is None:
            offsets.append(min(position, max(start, end - 1)))
            continue
        offsets.append(at)
        position = at + 1
    return offsets


_LOOK_AHEAD = 400
_SPACE = pattern(r"\s")


def _next_place(character: str, source: str, position: int, end: int) -> int | None:
    limit = min(end, position + _LOOK_AHEAD)
    if character.isspace():
        match = _SPACE.search(source, position, limit)
        return match.start() if match else None
    found = source.find(character, position, limit)
    return None if found == -1 else found


def _offsets(passage: Passage) -> Sequence[int]:
    if passage.offsets is not None:
        return passage.offsets
    return range(passage.start, passage.start + len(passage.text))
