"""Read an objective as words. It is free language, so this stays shallow: words, notes, sentences."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from coach.domain.source import Span
from coach.parsing.patterns import lower_aligned, pattern
from coach.rules._lexicon import opening_verbs, words

__all__ = ["Word", "Wording", "read_wording"]

_NOTES = pattern(
    r"\([^()]*\)|\[[^\[\]]*\](?:\([^()]*\))?|https?://\S+"
    r"|\s[-–—]\s*(?:see\b.*|\d{1,3}\s?%\s*$)|(?<![\w&])[\w./-]*[#&]\d+\b|\b[A-Z]{2,}-\d+\b",
    re.DOTALL,
)
_MAY_HOLD_NOTE = pattern(r"[(\[#&/\d]| see ")
_WORD = pattern(r"[^\W_](?:[\w'’-]*[^\W_])?")
_SENTENCE_END = pattern(r"[.!?]+(?=\s+[\"'“(]?[A-Z])", hints=(".", "!", "?"))
_ABBREVIATION = pattern(
    r"\b(?:[A-Za-z]|Dr|Mr|Mrs|Ms|St|Prof|No|Nr|vs|etc|incl|approx|e\.g|i\.e|a\.k\.a|Inc|Ltd)$"
)
_LEAD_IN = frozenset({"to", "we", "i", "will", "want", "would", "like", "please", "our", "must", "shall"})
_EFFECT = pattern(
    r"\b(?:that|which|who|whom|whose|where|what|how|so|because|without|until|before|instead)\b"
    r"|\b(?:not|never|nobody|no one|even|while|when|as if)\b"
    r"|[:;]\s*\S+\s+\S+|[–—]\s*\S+\s+\S+",
    hints=(
        *("that", "which", "who", "where", "what", "how", "so", "because", "without", "until", "before"),
        *(
            "instead",
            "not",
            "never",
            "nobody",
            "no one",
            "even",
            "while",
            "when",
            "as if",
            ":",
            ";",
            "–",
            "—",
        ),
    ),
)


class Word(NamedTuple):
    """One word in lower case and where it stands."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its range in the objective."""
        return Span(self.start, self.end)


class Wording(NamedTuple):
    """An objective taken apart.

    Attributes:
        text: The objective as written.
        core: The same length, with notes, links and issue numbers blanked out.
        words: The words of `core`.
        opening: Index in `words` of the verb that opens an imperative, else `None`.
    """

    text: str
    core: str
    words: tuple[Word, ...]
    opening: int | None

    @property
    def span(self) -> Span:
        """From the first word to the last."""
        if not self.words:
            return Span(0, len(self.text))
        return Span(self.words[0].start, self.words[-1].end)

    def sentences(self) -> list[Span]:
        """Ranges of the sentences of `core` that hold a word."""
        cuts = [
            match.end()
            for match in _SENTENCE_END.finditer(self.core)
            if not _ABBREVIATION.search(self.core[: match.start()])
        ]
        edges = [0, *cuts, len(self.core)]
        ranges = [Span(start, end) for start, end in pairwise(edges)]
        return [span for span in ranges if _WORD.search(self.core, span.start, span.end)]

    def says_effect(self, after: int = 0) -> bool:
        """Whether the sentence goes on to say what it is good for: a relative clause, a colon."""
        end = _SENTENCE_END.search(self.core, after)
        stop = len(self.core) if end is None else end.start()
        return _EFFECT.search(lower_aligned(self.core), after, stop) is not None

    def noun_phrase(self, first: int) -> tuple[Word, ...]:
        """Words from index `first` up to a preposition, a conjunction or punctuation."""
        phrase: list[Word] = []
        for word in self.words[first:]:
            if word.text in words("prepositions"):
                break
            if phrase and self.core[phrase[-1].end : word.start].strip(" &/"):
                break
            phrase.append(word)
        return tuple(phrase)


@lru_cache(maxsize=64)
def read_wording(text: str) -> Wording:
    """Take an objective apart; every objective rule asks for the same text in turn."""
    core = text
    if _MAY_HOLD_NOTE.search(text) is not None:
        core = _NOTES.sub(lambda match: " " * len(match.group()), text)
    found = tuple(Word(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(core))
    if not found:
        core = text
    return Wording(text, core, found, _find_opening(found))


def _find_opening(found: tuple[Word, ...]) -> int | None:
    for index, word in enumerate(found[:5]):
        if word.text in _LEAD_IN:
            continue
        return index if word.text in opening_verbs() else None
    return None
