"""What a key result is called inside a question, and how words of the user are quoted in one."""

from __future__ import annotations

import re
from functools import lru_cache

from coach.checkin.subjects import name_subject
from coach.domain.checkin import KeyResultKind, Track
from coach.parsing.lexicon import verbs
from coach.parsing.numbers import WORD_NUMBERS
from coach.parsing.patterns import pattern

__all__ = ["call_key_result", "capitalise", "quote_words"]

_LONGEST_NAME = 9
_LONGEST_SENTENCE = 12
_LONGEST_QUOTE = 14
_FEWEST = 2
_NAMES_KEPT = 20_000
_DOING = tuple(verbs(f"{name}_verbs") for name in ("work", "activity", "vague_work", "noun"))
_BREAK = pattern(
    r"\s+(?:which|that|who|whose|where|when|while|within|inside|with|without|for|in|on|at|by|after|before|per|from|and"
    r"|during|among|across|instead)\s",
    re.IGNORECASE,
)
_HEAD_END = pattern(
    r"\s(?:of|for|in|on|to|with|by|from|at|into|across|between|about|per|via|within|without|inside|under|over|above"
    r"|below|after|before|among|that|which|who|whose|when|where|and|than|as|older|longer|due|\w+ed|\w+ing|paid|sent"
    r"|made|found|done|set|held|kept|met|left|won|lost|read|built|seen|taken|given|written|thrown)\s",
    re.IGNORECASE,
)
_DANGLING = pattern(
    r"\s(?:who|which|that)\s(?:is|are|was|were|has|have)(?:\s\w+)?$|\s(?:with|for|of|in|at|by|to)(?:\s(?:\d\S*|a|an|the|two|three))?$"
)
_AFTER_A_VERB = frozenset("a an the our all every each new at out up with to".split())
_DONE = frozenset(
    "improved increased reduced decreased raised lowered established introduced finished done".split()
)
_NO_ARTICLE = pattern(
    r"^(?:the|our|my|their|its|all|every|each|both|any|this|these|those|some|no|an?|better|more|less|fewer|best|few)\b"
    r"|^\d",
    re.IGNORECASE,
)
_UNCOUNTED = pattern(
    r"(?:ness|ing|ity|ship|nce|water|gas|diesel|oil|energy|revenue|income|churn|satisfaction|communication|retention"
    r"|adoption|time|work|people|staff|women|men|children|overtime|downtime|uptime|rework|rewash|traffic|use|usage"
    r"|waste|food|success|health|trust|feedback|data)$",
    re.IGNORECASE,
)
_COUNTED_AFTER_ALL = pattern(
    r"(?:^|\s)(?:median|average|mean|total|yearly|weekly|monthly|daily)\b", re.IGNORECASE
)
_CLAUSE = pattern(r"(?<=[.!?;])\s|\s[–—-]\s|[,;:]\s|\s(?=(?:after|because|since|but|so that|which|while)\b)")


@lru_cache(maxsize=_NAMES_KEPT)
def call_key_result(track_text: str, kind: KeyResultKind) -> str:
    """A noun phrase for the middle of a sentence: `stops served inside the agreed window`.

    A milestone or a task is quoted as it is worded, for it is a sentence of its own.
    """
    named = name_subject(track_text)
    subject = _DANGLING.sub("", named.removesuffix(" …")).strip(" ,;:")
    if kind is KeyResultKind.MILESTONE or _is_sentence(subject):
        short = _shorten(subject, _LONGEST_SENTENCE).removesuffix(" …")
        return f"“{short}”" if short == named else f"“{short} …”"
    return _with_article(_lower_first(_shorten(subject, _LONGEST_NAME), track_text))


def name_for(track: Track) -> str:
    """`call_key_result` of a track."""
    return call_key_result(track.text, track.kind)


def capitalise(text: str) -> str:
    """The first letter in upper case; a quotation stays as it is."""
    return text[:1].upper() + text[1:]


def quote_words(text: str) -> str:
    """What the user wrote, fit to be quoted: whole if short, else its first part with an ellipsis.

    Returns:
        Empty where no first part is short enough to be read aloud.
    """
    words = " ".join(text.split()).rstrip(".;, ").replace("“", "'").replace("”", "'")
    if len(words.split()) <= _LONGEST_QUOTE:
        return words
    best = ""
    for end in _CLAUSE.finditer(words):
        part = words[: end.start()].rstrip(".;,: ")
        if len(part.split()) > _LONGEST_QUOTE:
            break
        best = part
    return f"{best} …" if len(best.split()) > _FEWEST else ""


def _is_sentence(subject: str) -> bool:
    """Whether it tells what to do, such as `Call every hotel once`."""
    words = subject.lower().split()
    if len(words) < _FEWEST:
        return False
    first, second, last = words[0], words[1], words[-1]
    if last in _DONE:
        return True
    is_base = any(first in forms.base for forms in _DOING)
    return is_base and (second in _AFTER_A_VERB or second in WORD_NUMBERS or second.isdigit())


def _shorten(subject: str, longest: int) -> str:
    """At most so many words, cut where a part of the sentence ends."""
    words = subject.split()
    if len(words) <= longest:
        return subject
    for end in reversed(list(_BREAK.finditer(subject))):
        part = _DANGLING.sub("", subject[: end.start()]).rstrip(" ,;:")
        if _FEWEST <= len(part.split()) <= longest:
            return part
    return " ".join(words[:longest]) + " …"


def _lower_first(phrase: str, text: str) -> str:
    """The first letter in lower case, unless the word is a name or an abbreviation."""
    words = phrase.split()
    first = words[0]
    is_name = not first[1:].islower() or first in text.split(first, maxsplit=1)[-1].split()
    follows_name = len(words) > 1 and words[1][:1].isupper() and words[1][1:].islower()
    if (is_name and first != "A") or follows_name:
        return phrase
    return first.lower() + phrase[len(first) :]


def _with_article(phrase: str) -> str:
    """`the` before a singular that is counted: `the return rate on shoes`."""
    head = _HEAD_END.split(f"{phrase} ", maxsplit=1)[0].split()
    if not head or _NO_ARTICLE.search(phrase) or not phrase[0].islower():
        return phrase
    noun = head[-1]
    is_plural = noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    if is_plural and not _COUNTED_AFTER_ALL.search(" ".join(head)):
        return phrase
    if _UNCOUNTED.search(noun) and not _COUNTED_AFTER_ALL.search(" ".join(head)):
        return phrase
    return f"the {phrase}"
