"""Deciders for questions, and for what no other decider knew: bare nouns, states, headings."""

from __future__ import annotations

import re

from coach.domain.source import Span
from coach.domain.statement import QuantityKind
from coach.parsing.kinds import vocabulary as vocab
from coach.parsing.kinds.view import Decision, View, ask, outcome, task, unclear
from coach.parsing.lexicon import entries
from coach.parsing.patterns import pattern

__all__ = ["by_fragment", "by_question"]

_QUESTION = pattern(
    r"^\W*(?:how|what|who|why|when|where|which|can|could|should|do|does|is|are)\b.*\?\W*$",
    re.IGNORECASE | re.DOTALL,
    hints=("?",),
)
_ABSTRACT = pattern(r"(?:tion|ment|ness|ity|ship|ance|ence|ism|cy)s?$")
_FEELINGS = entries("feelings")
_FINITE = vocab.BE | frozenset("can could will should do does".split())
_HEADING_LENGTH = 5
_SHORT = 2


def by_question(view: View) -> Decision | None:
    """A question is no key result."""
    text = view.sentence.text
    return unclear(0.8, Span(0, len(text))) if _QUESTION.match(text) else None


def by_fragment(view: View) -> Decision | None:
    """The last word: what is left is a state, a deliverable as a bare noun, or a heading."""
    return ask(view, (_state, _bare_deliverable, _valued)) or _leftover(view)


def _state(view: View) -> Decision | None:
    is_finite = view.any_word(_FINITE) is not None
    if is_finite and not (view.subject_names == "deliverable" and view.have):
        return outcome(0.65 if view.quantities else 0.55, view.lead)
    feeling = view.any_word(_FEELINGS)
    return outcome(0.7, feeling) if feeling is not None and feeling is not view.lead else None


def _bare_deliverable(view: View) -> Decision | None:
    if view.subject_names != "deliverable" or view.measures:
        return None
    first = view.subject[0]
    if view.quantities and not view.have and view.any_word(vocab.HAVE) and view.any_word(vocab.ACTORS):
        return outcome(0.65, first)
    if first.text in vocab.SUBJECTIVE and not view.quantities:
        return outcome(0.5, first)
    if _is_heading(view):
        return unclear(0.6, view.sentence.span_of(view.subject))
    return task(0.65, view.subject[-1])


def _is_heading(view: View) -> bool:
    """`Field marketing plan`: a noun with nothing that says what is done with it, for whom or how many."""
    spoken = sum(1 for word in view.words if word.text[0].isalpha())
    is_bare = not view.have and not any(character.isdigit() for character in view.sentence.text)
    fits = len(view.subject) == spoken <= _HEADING_LENGTH
    return is_bare and fits and view.subject[0].text not in {"new", "first"}


def _valued(view: View) -> Decision | None:
    if view.measures:
        return outcome(0.65, view.lead)
    if view.has(QuantityKind.ABSOLUTE):
        return outcome(0.6, view.lead)
    if view.lead.text in vocab.SUBJECTIVE:
        return outcome(0.5, view.lead)
    if any(word.text in vocab.RESULT.third or word.text in vocab.RESULT.base for word in view.words[1:]):
        return outcome(0.55, view.lead)
    return outcome(0.5, view.lead) if view.quantities else None


def _leftover(view: View) -> Decision:
    is_abstract = bool(view.subject) and _ABSTRACT.search(view.subject[-1].text) is not None
    if len(view.subject) <= _SHORT or is_abstract or "?" in view.sentence.text:
        return unclear(0.55, Span(view.lead.start, view.lead.end))
    return task(0.5, view.lead)
