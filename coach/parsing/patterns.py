"""Patterns that are compiled when they are first used: a short run needs few of the many that there are."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

__all__ = ["lower_aligned", "pattern"]

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class _Pattern:
    """Stands in for a compiled pattern.

    Its first use fills the slots, so that later uses cost no more than the pattern's own.
    """

    __slots__ = ("_flags", "_source", *_METHODS)

    def __init__(self, source: Any, flags: int) -> None:
        self._source = source
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        if name not in _METHODS:
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As `re.compile`, but compiled at the first call of one of its methods.

    Only the methods are there: pass the result to no function of `re`.
    """
    return cast("re.Pattern[AnyStr]", _Pattern(source, flags))


def lower_aligned(text: str) -> str:
    """The text in lower case with every character in its place: letters that grow when lowered stay."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in text)
