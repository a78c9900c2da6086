"""What every question has to be: one open question that blames nobody and can be answered in the meeting."""

from __future__ import annotations

import re

from coach.parsing.patterns import pattern

__all__ = ["find_style_fault", "is_quotable"]

_QUOTED = pattern(r"“[^”]*”")
_ASKS = pattern(
    r"(?:^|[:;,.]\s+|\b(?:and|but|or)\s+)(?:(?:by|on|from|to|with|for|of|at|in|and|but|so)\s+){0,2}"
    r"(?:what|which|who|whom|whose|when|where|how)\b",
    re.IGNORECASE,
)
_CLOSED = pattern(
    r"(?:^|[:;.]\s+)(?:and\s+|but\s+|so\s+)?(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|shall|should"
    r"|may|might|must|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t|won['’]t|can['’]t|couldn['’]t)\b",
    re.IGNORECASE,
)
_BLAME = pattern(
    r"\b(?:why|blam\w*|fault|failed|failure|excuse\w*|careless\w*|lazy|should have|supposed to|you promised"
    r"|whose mistake|did(?:n['’]t| not) (?:you|we|they)|have(?:n['’]t| not) (?:you|we|they))\b",
    re.IGNORECASE,
)
_ABOUT_THE_NUMBER = pattern(
    r"\s*(?:the )?(?:values?|numbers?|readings?|figures?) (?:is|are|was|were)\b|\s*(?:never|not) measured\b",
    re.IGNORECASE,
)
_NOT_IN_A_MEETING = pattern(
    r"\b(?:root cause analysis|deep dive|write a report|prepare a study|detailed plan)\b", re.IGNORECASE
)


def is_quotable(words: str) -> bool:
    """Whether words of the team may be read aloud: no blame, and more than a remark on numbers."""
    if _BLAME.search(words):
        return False
    plain = [word for word in words.split() if not any(character.isdigit() for character in word)]
    return len(plain) * 2 >= len(words.split()) and _ABOUT_THE_NUMBER.match(words) is None


def find_style_fault(text: str) -> str:
    """What is wrong with the wording of a question; empty where nothing is. Quoted words do not count.

    Args:
        text: A form with its slots: what a team calls its key result is none of our words.
    """
    ours = _QUOTED.sub("x", text)
    if not ours.endswith("?") or ours.count("?") != 1:
        return "it does not end with its only question mark"
    if _BLAME.search(ours):
        return "it blames, or asks why"
    if _CLOSED.search(ours):
        return "it can be answered by yes or no"
    if not _ASKS.search(ours):
        return "it does not ask what, which, who, when, where or how"
    if _NOT_IN_A_MEETING.search(ours):
        return "it cannot be answered in the meeting"
    return ""
