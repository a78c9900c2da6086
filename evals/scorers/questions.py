"""Questions for a meeting: facts they mention, pairs that ask the same, what their time words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import combinations

__all__ = ["ask_the_same", "is_mentioned", "list_stages_by_words"]

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FROM_TO = re.compile(r"\d+(?:\.\d+)? to \d+(?:\.\d+)?")
_WORD = re.compile(r"[a-z]+")
_ALIKE = 0.8

_STAGES = ("drafting", "kick-off", "early", "middle", "late", "close")
_RUNNING = frozenset(_STAGES[1:5])
_TIME_WORDS: tuple[tuple[str, frozenset[str]], ...] = (
    (r"\bbefore the cycle (?:begins|starts)|\bthe drafts?\b|\bsuppose it is\b", frozenset({"drafting"})),
    (r"\bended\b|\bwe closed\b|\bif we began again\b", frozenset({"close"})),
    (r"\bin the first days\b|\bfor a start\b|\bstart into\b", frozenset({"kick-off"})),
    (r"\bthis early\b", frozenset({"kick-off", "early"})),
    (r"\bwith \S+ (?:weeks?|days?|months?) left\b|\bin the last \S+ (?:weeks?|days?)\b", frozenset({"late"})),
    (r"\bthis week\b|\bnext check-in\b|\bat the present pace\b|\bwould end near\b", _RUNNING),
    (r"\bof the cycle gone\b|\bon pace\b", _RUNNING - {"kick-off"}),
)
"""Words about time, and the stages at which they make sense; written without the bank's stages at hand."""


def is_mentioned(fact: str, texts: Sequence[str]) -> bool:
    """Whether a fact occurs in one of the texts.

    A number counts with any unit or thousands mark, but not as a part of another number; `8 to 5` needs both
    in this order; a date counts in words, such as `2 March`; words count in any case.
    """
    text = " ".join(texts).casefold().replace(",", "")
    wanted = fact.casefold().replace(",", "")
    if _DATE.fullmatch(wanted):
        day = date.fromisoformat(wanted)
        return wanted in text or f"{day.day} {day:%B}".casefold() in text
    if _FROM_TO.fullmatch(wanted):
        return re.search(rf"(?<![\d.]){re.escape(wanted)}(?!\d|\.\d)", text) is not None
    number = _NUMBER.match(wanted)
    if number is not None:
        shown = re.escape(f"{float(number[0]):g}")
        return re.search(rf"(?<![\d.]){shown}(?:\.0+)?(?!\d|\.\d)", text) is not None
    return wanted in text


def ask_the_same(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of questions that share at least four fifths of their words, numbers apart."""
    words = [frozenset(_WORD.findall(text.casefold())) for text in texts]
    return [
        (texts[one], texts[other])
        for one, other in combinations(range(len(texts)), 2)
        if len(words[one] & words[other]) >= _ALIKE * len(words[one] | words[other])
    ]


def list_stages_by_words(text: str) -> frozenset[str]:
    """The stages that the time words of a question allow; all of them where it has none."""
    allowed = frozenset(_STAGES)
    for words, stages in _TIME_WORDS:
        if re.search(words, text, re.IGNORECASE):
            allowed &= stages
    return allowed
