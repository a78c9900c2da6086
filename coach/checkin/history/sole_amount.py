"""The one amount that a written value states; a text that states more than one states none."""

from __future__ import annotations

import re

from coach.domain.statement import Quantity
from coach.parsing.patterns import pattern
from coach.parsing.quantity import find_quantities

__all__ = ["find_sole_amount", "strip_remark"]

_REMARK = pattern(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_BEFORE = pattern(
    r"\s*(?:[~≈]|(?:about|around|roughly|approximately|approx|circa|ca|nearly|almost|just|only|exactly|now|still|at|nps|csat)\b\.?"
    r"|[:=]|\s)*",
    re.IGNORECASE,
)
_CHANGES = pattern(
    r"\b(?:more|less|fewer|higher|lower|up|down|above|below|over|under|better|worse|behind|ahead|short|off"
    r"|than|to go|missing|per ?mille|million|billion|thousand)\b|[-–—+*^=<>]",
    re.IGNORECASE,
)
_MOST_WORDS = 6


def strip_remark(written: str) -> str:
    """The text without a remark in brackets at its end: `38 (was 41)` is `38`."""
    return _REMARK.sub("", written)


def find_sole_amount(written: str) -> Quantity | None:
    """The amount, where the text is that amount, words that hedge it and the name of what is counted.

    `about 12 clinics` is one. A range, two numbers, a number that is part of a name (`KR 2`, `4k5`) and a
    number with a change behind it (`3 more`) are none.
    """
    found = find_quantities(written)
    if len(found) != 1 or found[0].value is None or found[0].upper is not None:
        return None
    span = found[0].span
    before, after = written[: span.start], written[span.end :]
    if not _BEFORE.fullmatch(before) or (after[:1].isalnum() and span.of(written)[-1:].isdigit()):
        return None
    named = after.split()
    if len(named) > _MOST_WORDS or any(character.isdigit() for character in after) or _CHANGES.search(after):
        return None
    return found[0]
