"""What can be checked of a rewrite without understanding it."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["holds_all", "invented_numbers", "is_short_enough", "placeholders", "share_of_words_held"]

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PLACEHOLDER = re.compile(r"\[(\w+)[^\[\]]*\]")
_ALWAYS_SHORT = 20
_WORD = re.compile(r"[^\W\d_]{4,}")
_LINK = re.compile(r"https?://\S+")
_START = 4


def invented_numbers(given: str, after: str) -> set[str]:
    """Numbers of the rewrite that the given texts do not hold."""
    return set(_NUMBER.findall(after)) - set(_NUMBER.findall(given))


def placeholders(text: str) -> set[str]:
    """First words of what stands in square brackets: `[baseline]`, `[metric: count or value]`."""
    return {match[1].lower() for match in _PLACEHOLDER.finditer(text)}


def holds_all(words: Iterable[str], text: str) -> bool:
    """Whether all of the words occur, in any case of letters."""
    return all(word.lower() in text.lower() for word in words)


def is_short_enough(before: str, after: str) -> bool:
    """Whether the rewrite has at most 20 words, or at most twice as many as before."""
    return len(after.split()) <= max(_ALWAYS_SHORT, 2 * len(before.split()))


def share_of_words_held(before: str, after: str) -> float:
    """Share of the words of four letters or more that occur again, 0..1, whatever their endings; no links.

    Blunt on purpose: verbs of work count too, although a rewrite may drop them.
    """
    given = {word[:_START].lower() for word in _WORD.findall(_LINK.sub("", before))}
    held = {word[:_START].lower() for word in _WORD.findall(after)}
    return len(given & held) / len(given) if given else 1.0
