"""Words that tie a text to pay or to a rating."""

from __future__ import annotations

import re

from coach.domain.source import Span
from coach.parsing.patterns import pattern

__all__ = ["find_pay"]

_MAY_BE_PAY = tuple(
    "bonus|salary|pay rise|pay raise|variable pay|compensation|commission|incentive|apprais|pay out|pays out"
    "|performance r|performance g|year-end r|year-end g|annual r|annual g|personal r|personal g".split("|")
)
_PAY = (
    r"(?:(?:annual|yearly|quarterly|performance|team|individual|my|our|the|their|personal|variable|q[1-4]|h[12])\s+)*"
    r"(?:bonus(?:es)?|salary increase|salary|pay rise|pay raise|variable pay|compensation|commission"
    r"|incentive(?:s| pay)?"
    r"|(?:performance|appraisal|year-end|annual|personal) (?:rating|review|appraisal|grade)|appraisal)\b"
)
_IF_REACHED = r"(?:only )?(?:if|when) (?:reached|achieved|met|hit|we|the|it)"
_LINKED = pattern(
    r"\b(?:relevant|counts?|counted|linked|tied|coupled|feeds?|weighted|decisive|basis|used|required|condition"
    rf"|precondition|qualif\w+)\s+(?:in(?:to)?|for|to|towards?|with|of)\s+{_PAY}"
    rf"|\b(?:determines|affects|triggers|unlocks|releases|decides|influences)\s+{_PAY}"
    rf"|{_PAY}[\s:-]*(?:relevant|linked|target|goal|criterion|condition|depends?\b|(?:is|are) paid"
    rf"|(?:is |are )?(?:tied|linked|coupled)|hangs on|{_IF_REACHED})"
    rf"|\b\d+\s?% of {_PAY}|\bfor (?:my|our|the|their) (?:\w+ )?bonus\b|\bpays? out (?:at|if|when)\b",
    re.IGNORECASE,
)


def find_pay(text: str) -> Span | None:
    """The first words that say that pay or a rating hangs on it, if any do."""
    lowered = text.lower()
    if not any(word in lowered for word in _MAY_BE_PAY):
        return None
    match = _LINKED.search(text)
    return None if match is None else Span(match.start(), match.end())
