"""Read one statement: of "Cut churn from 4% to 2% by June" the metric, both values, the date and the kind."""

from __future__ import annotations

from functools import lru_cache

from coach.domain.statement import Change, Reading, StatementKind
from coach.parsing.change import read_change
from coach.parsing.clause import find_clauses
from coach.parsing.dates import find_deadlines, find_names
from coach.parsing.kinds import decide_kind
from coach.parsing.language import is_understood
from coach.parsing.measurable import judge_unmeasurable
from coach.parsing.patterns import pattern
from coach.parsing.quantity import find_quantities
from coach.parsing.roles import assign_roles
from coach.parsing.sentence import Sentence, split_words

__all__ = ["MAX_STATEMENT", "read_sentence", "read_statement"]

MAX_STATEMENT = 2000
"""Longest statement that is read, in characters."""
_KEPT = 256
"""Readings that are kept: one improvement reads each of its few wordings up to ten times."""
_UNKNOWN_METRIC = pattern(r"\[metric\b[^\[\]]*\]")


def read_sentence(text: str) -> Sentence:
    """Words, clauses and quantities of a statement, before its kind is decided."""
    deadlines = find_deadlines(text)
    quantities = assign_roles(text, find_quantities(text, [*deadlines, *find_names(text)]))
    clauses = find_clauses(text, deadlines)
    words = split_words(text)
    core = words
    if clauses:
        beside = [clause.span for clause in clauses]
        core = [word for word in words if not any(span.start <= word.start < span.end for span in beside)]
    return Sentence(text, words, core, quantities, clauses)


def _leave_unread(text: str) -> Reading:
    return Reading(
        text=text,
        kind=StatementKind.UNCLEAR,
        kind_certainty=0.0,
        decided_by="length",
        because=None,
        lead=None,
        unmeasurable=0.0,
        change=Change(),
        quantities=(),
        clauses=(),
        understood=False,
    )


def _hide_unknown_metric(text: str) -> str:
    """The text with `[metric that ...]` as one word of the same length: its words state nothing."""
    return _UNKNOWN_METRIC.sub(lambda match: "x-metric".rjust(len(match.group()), "x"), text)


@lru_cache(maxsize=_KEPT)
def read_statement(text: str) -> Reading:
    """Take a statement apart. Never raises; what is not there is `None`.

    A text of more than 2,000 characters is not read, and its reading says so: `decided_by` is `length`.
    """
    if len(text) > MAX_STATEMENT:
        return _leave_unread(text)
    sentence = read_sentence(_hide_unknown_metric(text) if "[" in text else text)
    decision = decide_kind(sentence)
    understood = is_understood(sentence.words)
    return Reading(
        text=text,
        kind=decision.kind if understood else StatementKind.UNCLEAR,
        kind_certainty=decision.certainty if understood else 0.0,
        decided_by=decision.decided_by if understood else "language",
        because=decision.because,
        lead=decision.lead,
        unmeasurable=judge_unmeasurable(sentence, decision) if understood else 0.0,
        change=read_change(sentence, decision),
        quantities=tuple(sentence.quantities),
        clauses=tuple(sentence.clauses),
        understood=understood,
    )
