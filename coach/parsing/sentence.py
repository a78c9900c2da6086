"""A sentence ready to be read: words, quantities and the clauses that stand beside its core."""

from __future__ import annotations

from typing import NamedTuple

from coach.domain.source import Span
from coach.domain.statement import Clause, ClauseKind, Quantity
from coach.parsing.patterns import pattern

__all__ = ["Sentence", "Word", "split_words"]

_OUTSIDE = (ClauseKind.PURPOSE, ClauseKind.MEANS, ClauseKind.DEADLINE)
_WORD = pattern(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:[-/][^\W\d_]+)*|\d+(?:[.,]\d+)*|[^\w\s]")


class Word(NamedTuple):
    """One word, number or mark; `text` is lower case, `capital` whether it was written with a capital."""

    text: str
    start: int
    end: int
    capital: bool = False


def split_words(text: str) -> list[Word]:
    """The words and marks of a text."""
    return [
        Word(written.lower(), match.start(), match.end(), written[0].isupper())
        for match in _WORD.finditer(text)
        for written in (match.group(),)
    ]


class Sentence:
    """What the deciders of kind and measurability look at.

    Attributes:
        text: The statement.
        words: All words in order.
        core: Words of the core: no deadline, purpose, means, note or leading label.
        quantities: All quantities with their roles.
        clauses: Clauses in order.
        core_quantities: The quantities that stand in the core or in a note about it.
    """

    def __init__(
        self,
        text: str,
        words: list[Word],
        core: list[Word],
        quantities: list[Quantity],
        clauses: list[Clause],
    ) -> None:
        self.text = text
        self.words = words
        self.core = core
        self.quantities = quantities
        self.clauses = clauses
        outside = [clause.span for clause in clauses if clause.kind in _OUTSIDE]
        self.core_quantities = [
            quantity for quantity in quantities if not any(span.contains(quantity.span) for span in outside)
        ]

    def has_clause(self, kind: ClauseKind) -> bool:
        """Whether a clause of this kind stands beside the core."""
        return any(clause.kind is kind for clause in self.clauses)

    def quantities_in(self, kind: ClauseKind) -> list[Quantity]:
        """The quantities inside clauses of one kind."""
        spans = [clause.span for clause in self.clauses if clause.kind is kind]
        return [
            quantity for quantity in self.quantities if any(span.contains(quantity.span) for span in spans)
        ]

    def span_of(self, words: list[Word]) -> Span:
        """From the first to the last of some words."""
        return Span(words[0].start, words[-1].end)
