"""Deciders for statements that a measure or a group of people carries."""

from __future__ import annotations

from itertools import pairwise

from coach.domain.source import Span
from coach.domain.statement import QuantityKind, Role
from coach.parsing.kinds import vocabulary as vocab
from coach.parsing.kinds.view import Decision, View, outcome, unclear
from coach.parsing.patterns import pattern
from coach.parsing.sentence import Word

__all__ = ["by_actor", "by_comparative", "by_metric", "by_none", "by_reading"]

_READING = pattern(r":\s*(?:only |at least |at most |about |under |over |≥|≤|<|>|=|~|from )*$")
_SHARE_NOUNS = frozenset({"number", "share", "percentage", "proportion"})
_LABEL_LENGTH = 8
_AT_START = 12


def by_none(view: View) -> Decision | None:
    """`No invoice older than 60 days`, `there are 200 publishers`: a state."""
    core = view.sentence.core
    if core[0].text == "there" and view.quantities:
        return outcome(0.7, view.lead)
    first = view.quantities[0] if view.quantities else None
    if first is None or first.kind is not QuantityKind.ABSOLUTE or first.value != 0:
        return None
    return outcome(0.8, view.lead) if first.span.start <= core[0].end + _AT_START else None


def by_reading(view: View) -> Decision | None:
    """`Findings fixed by the owning team: 85%`: a named measure and its value."""
    for quantity in view.quantities:
        if quantity.kind is QuantityKind.COUNT and quantity.role is not Role.BASELINE and not view.moves:
            continue
        before = view.sentence.text[: quantity.span.start]
        if len(before) > _LABEL_LENGTH and _READING.search(before):
            return None if view.subject_names == "deliverable" else outcome(0.75, view.lead)
    return None


def by_actor(view: View) -> Decision | None:
    """`40 clinics reorder within a month`: people do something, or so many of them there are."""
    if view.subject_names != "actor":
        return None
    finite = view.any_word(vocab.RESULT.base) or view.any_word(vocab.RESULT.third) or view.any_word(vocab.BE)
    if finite is not None and finite is not view.lead:
        return outcome(0.8 if view.quantities else 0.7, finite)
    return outcome(0.75, view.lead) if view.quantities else None


def by_metric(view: View) -> Decision | None:
    """A metric with a value is a result; a bare metric name does not say what it should do."""
    metric = view.any_word(vocab.METRICS)
    if metric is None or _only_counts_a_deliverable(view):
        return None
    if view.quantities:
        return outcome(0.85, metric)
    if view.subject_names != "metric":
        return None
    if any(
        w.text in vocab.BE or w.text in vocab.RESULT.third or w.text in vocab.COMPARATIVES for w in view.words
    ):
        return outcome(0.7, metric)
    return unclear(0.6, Span(metric.start, metric.end))


def _only_counts_a_deliverable(view: View) -> bool:
    """`Monthly cost review meeting with all leads`: made or held, and nothing is measured."""
    if view.subject_names != "deliverable" or view.measures or view.moves:
        return False
    if any(quantity.kind is QuantityKind.ABSOLUTE and quantity.value == 0 for quantity in view.quantities):
        return False
    ends = {quantity.span.end for quantity in view.quantities}
    for before, word in pairwise(view.words):
        if word.text in vocab.METRICS and before.end in ends:
            return False
    return not view.quantities or not any(_is_somebody_or_what_they_do(view, word) for word in view.words)


def _is_somebody_or_what_they_do(view: View, word: Word) -> bool:
    if word.text in vocab.METRICS or word.text in vocab.DELIVERABLES:
        return False
    return word.text in vocab.FINITE_RESULT or word.text in vocab.RESULT.base or view.names([word]) == "actor"


def by_comparative(view: View) -> Decision | None:
    """`Fewer complaints`, `share of ...`: a direction without a verb."""
    if view.lead.text in vocab.COMPARATIVES or view.lead.text in _SHARE_NOUNS:
        return outcome(0.75, view.lead)
    word = view.any_word(vocab.COMPARATIVES)
    return outcome(0.6, word) if word is not None and (view.quantities or word is view.words[-1]) else None
