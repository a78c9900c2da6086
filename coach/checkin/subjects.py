"""What to call a key result in a sentence: its label and what it measures, without its numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from coach.domain.checkin import Track
from coach.parsing.patterns import pattern

__all__ = ["name_subject", "name_track"]

_WORDS = 12
_NAMES_KEPT = 20_000
_AMOUNT = r"(?:[€$£]\s?)?(?:\d|\[)"
_MOVEMENT = pattern(
    rf"[\s,:;(–—-]*(?:\b(?:from|currently|now)\s+{_AMOUNT}"
    rf"|\b(?:(?:down|up)\s+)?(?:to|at|by)\s+(?:(?:at\s+)?(?:least|most)\s+)?{_AMOUNT}(?![^,;]*\bfrom\s+{_AMOUNT})"
    rf"|(?<!^)\b(?:stays?|remains?|holds?|reach(?:es)?|rises?|falls?|drops?|is|are)\s+(?:\w+\s+){{0,2}}{_AMOUNT}"
    r"|\b(?:under|below|above|over)\s+(?=\S+\s*\S*$)|:\s+(?:none|zero|no)\b)",
    re.IGNORECASE,
)
_OPENING_AMOUNT = pattern(r"^(?:[€$£]\s?)?\d[\d.,]*\s?(?:[%kKmM]\b|%)?\s*(?:of\s+)?(?=[A-Za-z])")
_VERB = pattern(
    r"^(?:increase|raise|grow|improve|boost|reduce|decrease|lower|cut|bring|get|keep|reach|achieve)\s+"
    r"(?:(?:the|our)\s+)?(?=\w)",
    re.IGNORECASE,
)
_END = pattern(r"(?:[\s,;:(\[–—=>-]|\b(?:down|up|to|of|at|and)\b)+$", re.IGNORECASE)


def name_track(track: Track) -> str:
    """Label and subject: `KR 1.2 Customers who complain more than twice`."""
    return " ".join(part for part in (track.label, name_subject(track.text)) if part)


@lru_cache(maxsize=_NAMES_KEPT)
def name_subject(text: str) -> str:
    """What a key result measures or delivers, in its own words, at most twelve of them."""
    return _shorten(_cut_numbers(text) or text)


def _cut_numbers(text: str) -> str:
    """The words before the movement; without one, the words around the amount that opens the sentence."""
    moved = _MOVEMENT.search(text)
    kept = text[: moved.start()] if moved is not None else text
    if moved is None:
        kept = _OPENING_AMOUNT.sub("", kept)
    kept = _VERB.sub("", kept)
    return _END.sub("", kept).strip()


def _shorten(text: str) -> str:
    words = text.strip(" ,;:-–—.").split()
    if len(words) <= _WORDS:
        return " ".join(words)
    return " ".join(words[:_WORDS]).rstrip(",;:") + " …"
