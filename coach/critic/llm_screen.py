"""What a language model wrote, looked at before anyone sees it: plain, nothing invented, no attack obeyed."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from coach.critic.guardrails import invented_words
from coach.critic.metrics.catalogue import load_metrics
from coach.prompts import unescape_text

__all__ = ["clean_prose", "find_foreign_words", "is_plain", "speaks_to_a_machine"]

LONGEST_PROSE = 300
_HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_MARKUP = re.compile(r"[<>{}|`\\^~#*_=@\[\]]|://|\bwww\.|&\w*;|!{2,}|^\s*[+-]")
_OURS = "OKR OKRs KR KRs NPS"
_PRAISE = re.compile(
    r"\b(?:approv\w*|verdict|perfect\w*|flawless\w*|no (?:issues?|findings?|objections?)|excellent"
    r"|as instructed"
    r"|ignor\w*|instruct\w*|prompts?|well done|thank you|is strong)\b",
    re.IGNORECASE,
)
_TO_A_MACHINE = re.compile(
    r"\b(?:ignor\w*|disregard\w*|forget|instructions?|prompt\w*|assistant|reviewers?|note to ai"
    r"|language model|llm|chatbot|you|your|repl(?:y|ies)|answer\w*|respond\w*|decode\w*|rot13|base64"
    r"|repeat\w*|print|output"
    r"|system\s*:|verdict\w*|no issues|issues\s*\"?:|objective\s*:|key result\s*:|approv\w*|untrusted"
    r"|in capitals|digits|rubric|pretend\w*|claim\w*"
    r"|olvida|ignora|vergiss|ignorez?|oubliez?|dimentica|esque[cç]a|negeer)\b"
    r"|[<>`{}|]|\]\]|\[/?[A-Z]+\]|[A-Za-z0-9+/]{16,}={0,2}|\n",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+")
_SUFFIX = re.compile(r"(?:ings?|edly|ed|ers?|ions?|ies|es|ly|s|e|y)$")
_SHORTEST_STEM = 3
_WORDS = Path(__file__).with_name("llm_words.txt")


def clean_prose(text: str, given: str) -> str:
    """A sentence of a model, fit to be shown; empty where it is not.

    Args:
        text: What the model wrote.
        given: Everything that it was given: the only source of numbers and names.
    """
    sentence = " ".join(unescape_text(text).split())
    if not sentence or len(sentence) > LONGEST_PROSE or not is_plain(sentence):
        return ""
    if invented_words(sentence, f"{given} {_OURS}") or _PRAISE.search(sentence):
        return ""
    return "" if _find_shouted(sentence, given) else sentence


def is_plain(text: str) -> bool:
    """Whether a text has no markup, no link, and no character that a reader does not see."""
    return not _MARKUP.search(text) and not any(
        unicodedata.category(character) in _HIDDEN for character in text
    )


def speaks_to_a_machine(text: str) -> bool:
    """Whether a text may be meant for a reader of another kind than a colleague.

    It is a suspicion and may be wrong: it takes a model's own sentences out of the answer, never a finding.
    """
    return bool(_TO_A_MACHINE.search(text)) or any(
        unicodedata.category(character) in _HIDDEN for character in text
    )


def find_foreign_words(wording: str, given: str) -> list[str]:
    """Words of a wording that neither its source nor the language of measuring knows."""
    known = {_stem(word) for word in _WORD.findall(given.lower())} | _measuring_stems()
    foreign = [word for word in _WORD.findall(wording.lower()) if _stem(word) not in known]
    return foreign + _find_shouted(wording, given)


def _find_shouted(text: str, given: str) -> list[str]:
    """Words in capitals, or with digits inside, that do not stand like that in what was given."""
    known = set(_TOKEN.findall(given)) | set(_OURS.split())
    return [
        word
        for word in _TOKEN.findall(text)
        if word not in known and len(word) > 1 and word == word.upper() and word != word.lower()
    ]


@cache
def _measuring_stems() -> frozenset[str]:
    """Stems of the words in which metrics are named and defined, ours and those of the catalogue."""
    named = " ".join(
        f"{metric.name} {metric.definition} {metric.counter_metric} {metric.unit}"
        for metric in load_metrics()
    )
    return frozenset(_stem(word) for word in _WORD.findall(f"{named} {_read_words()}".lower()))


def _read_words() -> str:
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return " ".join(line for line in lines if not line.startswith("#"))


def _stem(word: str) -> str:
    stem = _SUFFIX.sub("", word)
    return stem if len(stem) >= _SHORTEST_STEM else word
