"""Notes that say that a target was changed."""

from __future__ import annotations

import re
from typing import NamedTuple

from coach.parsing.patterns import pattern
from coach.parsing.quantity import find_quantities

__all__ = ["Amendment", "find_amendment"]

_AIM = r"(?:target|goal|aim|target value|goal value)"
_CHANGED = (
    r"(?:raised|lowered|changed|moved|amended|adjusted|increased|decreased|reduced|cut|revised|corrected|reset"
    r"|softened|relaxed|tightened|halved|doubled|replaced|renegotiated|dropped|shifted|bumped|set|put)"
)
_OUR = r"(?:the|our|my|this|its|original|old|new)"
_SAYS = pattern(
    rf"\b{_AIM}\b(?:\s+(?:was|is|has been|have been|were|now|got|again|then|officially|formally))*"
    rf"\s+{_CHANGED}\b|\b{_CHANGED}\s+(?:{_OUR}\s+)*{_AIM}\b"
    rf"|\bnew\s+{_AIM}\b(?:\s+value)?(?:\s+(?:is|of|from now on))*\s*:?\s*[€$£]?\d"
    rf"|\b{_AIM}\s+(?:is\s+)?now\s+[€$£]?\d",
    re.IGNORECASE,
)
_OTHERS = pattern(
    rf"\b{_AIM}\s+(?:of|for)\s+"
    r"(?!this\b|our\b|us\b|the\s+(?:quarter|year|cycle|half|key result|kr)\b|[€$£]?\d)"
    rf"|\b(?:their|his|her|another|other|last|previous|next)\s+(?:\S+\s+){{0,2}}{_AIM}\b|\w['’]s?\s+{_AIM}\b"
    rf"|\b(?:company|team|group|department)\s+{_AIM}\b",
    re.IGNORECASE,
)
_ONLY_THOUGHT = pattern(
    r"\b(?:want|wants|wanted|wish|ask|asks|asked|whether|if|should|could|might|may|would|propose|proposes"
    r"|proposed|suggest|suggests|suggested|consider|considering|discuss|discussed|discussing|not|never|no|unless|until"
    r"|refused|rejected|declined|plan to|will|please|wrong|to be)\b|n['’]t\b",
    re.IGNORECASE,
)
_REASON = pattern(
    r"\b(?:because|since|after|as|due to|agreed|owing to|following|in view of|reason|came on top|so that"
    r"|decided)\b",
    re.IGNORECASE,
)
_SENTENCE = pattern(r"(?<=[.!?;])\s+|\n+")
_FROM_TO = pattern(r"\bfrom\s+(?P<before>\S*\d\S*).{0,20}?\bto\s+(?P<after>\S*\d\S*)", re.IGNORECASE)
_TO = pattern(r"\b(?:to|now|is|of|:)\s+(?P<after>[€$£]?\d\S*)", re.IGNORECASE)
_WAS = pattern(r"\b(?:was|were|instead of|not|before)\s+(?P<before>[€$£]?\d\S*)", re.IGNORECASE)
_CLOSE = 1e-6


class Amendment(NamedTuple):
    """A change of the target as a note tells it.

    Attributes:
        words: The sentence.
        before: The old target as written; empty where it is not named.
        after: The new target as written; empty where it is not named.
        explained: Whether a reason is given.
    """

    words: str
    before: str
    after: str
    explained: bool


def find_amendment(note: str, target: float | None, baseline: float | None) -> Amendment | None:
    """The change of the target that a note tells, if it is that of this key result.

    Args:
        note: What was written.
        target: The target of the key result; where the note names values, one of them has to be it.
        baseline: Its baseline, which a note may name too.
    """
    for sentence in _SENTENCE.split(note):
        said = _SAYS.search(sentence)
        if said is None or sentence.rstrip().endswith("?") or _OTHERS.search(sentence):
            continue
        if _ONLY_THOUGHT.search(sentence[: said.end()]):
            continue
        before, after = _values(sentence)
        if not _is_ours(f"{before} {after}", target, baseline):
            continue
        words = sentence.strip().rstrip(".;")
        return Amendment(words, before, after, _REASON.search(note) is not None)
    return None


def _values(sentence: str) -> tuple[str, str]:
    """Old and new target as the sentence words them."""
    both = _FROM_TO.search(sentence)
    if both is not None:
        return _clean(both["before"]), _clean(both["after"])
    old, new = _WAS.search(sentence), _TO.search(sentence)
    return _clean(old["before"]) if old else "", _clean(new["after"]) if new else ""


def _clean(written: str) -> str:
    return written.rstrip(".,;:!)]")


def _is_ours(written: str, target: float | None, baseline: float | None) -> bool:
    named = [quantity.value for quantity in find_quantities(written) if quantity.value is not None]
    known = [value for value in (target, baseline) if value is not None]
    if not named or target is None:
        return True
    return any(_is_close(value, other) for value in named for other in known)


def _is_close(value: float, other: float) -> bool:
    """Equal, or equal but for a scale of thousands, millions or billions that one of the two leaves out."""
    scales = (1.0, 1e3, 1e6, 1e9)
    return any(
        abs(value - other * scale) <= _CLOSE * max(abs(value), 1.0)
        or abs(value * scale - other) <= _CLOSE * max(abs(other), 1.0)
        for scale in scales
    )
