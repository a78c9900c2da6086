"""Read one statement: `read_statement("Cut churn from 4% to 2% by June")` knows the metric, both values and the date."""

from __future__ import annotations

from coach.domain.source import Span
from coach.domain.statement import Change, Clause, ClauseKind, Direction, Quantity, QuantityKind, Reading, Role
from coach.parsing.clause import find_clauses
from coach.parsing.dates import find_deadlines, find_names
from coach.parsing.kind import decide_kind
from coach.parsing.lexicon import verbs
from coach.parsing.measurable import judge_unmeasurable
from coach.parsing.quantity import find_quantities
from coach.parsing.roles import assign_roles
from coach.parsing.sentence import Sentence, split_words

__all__ = ["read_sentence", "read_statement"]

_RISE = verbs("rise_verbs")
_FALL = verbs("fall_verbs")
_HOLD = verbs("hold_verbs")
_BESIDE = (ClauseKind.DEADLINE, ClauseKind.PURPOSE, ClauseKind.MEANS, ClauseKind.NOTE, ClauseKind.LABEL)


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


def read_statement(text: str) -> Reading:
    """Take a statement apart. Never raises; what is not there is `None`."""
    sentence = read_sentence(text)
    decision = decide_kind(sentence)
    return Reading(
        text=text,
        kind=decision.kind,
        kind_certainty=decision.certainty,
        because=decision.because,
        lead=decision.lead,
        unmeasurable=judge_unmeasurable(sentence, decision),
        change=_read_change(sentence),
        quantities=tuple(sentence.quantities),
        clauses=tuple(sentence.clauses),
    )


def _read_change(sentence: Sentence) -> Change:
    quantities = sentence.core_quantities
    return Change(
        direction=_direction(sentence, quantities),
        baseline=next((quantity for quantity in quantities if quantity.role is Role.BASELINE), None),
        target=next((q for q in quantities if q.role in (Role.TARGET, Role.BOUND, Role.STEP)), None),
        deadline=next((clause.span for clause in sentence.clauses if clause.kind is ClauseKind.DEADLINE), None),
    )


def _direction(sentence: Sentence, quantities: list[Quantity]) -> Direction | None:
    return None
