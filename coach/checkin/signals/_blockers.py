"""Compare blockers: what people type differs, what stands in the way is the same."""

from __future__ import annotations

from functools import lru_cache

from coach.parsing.patterns import pattern

__all__ = ["blocker_words", "is_same_blocker", "normalise_blocker"]

_WORD = pattern(r"[^\W_]+")
_ENDINGS = ("ies", "es", "s")
_EMPTY = frozenset(
    "a an and are as at be been by for from has have in is it its no not of on or our still that the their "
    "them there they this to until us waiting waits wait was we were with yet than one two who".split()
)
_SHARED = 2
_SHARE = 0.5


def normalise_blocker(text: str) -> str:
    """A blocker without case, punctuation and extra spaces."""
    return " ".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=10_000)
def blocker_words(text: str) -> frozenset[str]:
    """The words of a blocker that carry meaning, without plural endings."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in _EMPTY)
    return frozenset(_stem(word) for word in words)


def is_same_blocker(first: str, second: str) -> bool:
    """Whether two blockers are worded alike: equal, or sharing two words and half of those of the shorter."""
    if normalise_blocker(first) == normalise_blocker(second):
        return True
    one, other = blocker_words(first), blocker_words(second)
    shared = len(one & other)
    return shared >= _SHARED and shared >= _SHARE * min(len(one), len(other))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= len("van") and not word.endswith("ss"):
            return word.removesuffix(ending) + ("y" if ending == "ies" else "")
    return word
