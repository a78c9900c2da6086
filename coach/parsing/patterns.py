"""Patterns that are compiled when they are first needed: a short run needs few of the many that there are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, AnyStr, cast

__all__ = ["holds_any", "lower_aligned", "pattern"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")
_NOTHING: dict[str, Callable[[], Any]] = {
    "search": lambda: None,
    "match": lambda: None,
    "fullmatch": lambda: None,
    "finditer": lambda: iter(()),
    "findall": list,
}
"""What a method gives for a text without a match."""


class _Pattern:
    """Stands in for a compiled pattern.

    Its first use fills the slots, so that later uses cost no more than the pattern's own. A pattern with
    hints waits for the first text that holds one.
    """

    __slots__ = ("flags", "hints", "source", *_METHODS)

    def __init__(self, source: Any, flags: int, hints: tuple[Any, ...]) -> None:
        self.source = source
        self.flags = flags
        self.hints = hints

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        if self.hints and name in _NOTHING:
            return lambda text, *limits: self._first(name, text, limits)
        return self._compile(name)

    def _first(self, name: str, text: Any, limits: tuple[int, ...]) -> Any:
        if not holds_any(text, self.hints):
            return _NOTHING[name]()
        return self._compile(name)(text, *limits)

    def _compile(self, name: str) -> Any:
        compiled = re.compile(self.source, self.flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def pattern(source: AnyStr, flags: int = 0, *, hints: tuple[AnyStr, ...] = ()) -> re.Pattern[AnyStr]:
    """As `re.compile`, but compiled when one of its methods is first called.

    Only the methods are there: pass the result to no function of `re`.

    Args:
        source: The pattern.
        flags: As for `re.compile`.
        hints: Pieces of which every match holds at least one, in the letters of the text. The pattern is not
            compiled before a text holds one.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags, hints))


def holds_any(text: AnyStr, pieces: Iterable[AnyStr]) -> bool:
    """Whether a text holds one of the pieces."""
    for piece in pieces:  # noqa: SIM110 - a loop takes half the time of `any`, and this runs on every line
        if piece in text:
            return True
    return False


def lower_aligned(text: str) -> str:
    """The text in lower case with every character in its place: letters that grow when lowered stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)
