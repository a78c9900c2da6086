"""How likely two observers could disagree whether a statement was met."""

from __future__ import annotations

import re
from itertools import pairwise

from coach.domain.statement import QuantityKind, Role, StatementKind
from coach.parsing.kind import Decision
from coach.parsing.lexicon import entries, verbs
from coach.parsing.sentence import Sentence

__all__ = ["judge_unmeasurable"]

_SUBJECTIVE = entries("subjective")
_COMPARATIVES = entries("comparatives")
_ACTIVITY = verbs("activity_verbs")
_VAGUE_WORK = verbs("vague_work_verbs")
_CLAIMS = frozenset("is are be being been feel feels make makes more very should".split())
_FINITE = frozenset("is are can could will has have does do doesn't don't doesn’t don’t".split())
_SPOKEN_VALUES = re.compile(r"\bfrom\b.{2,40}\bto\b|\b(?:our|the) (?:[\w-]+ ){0,3}(?:target|plan|quota|budget|forecast)s?\b", re.IGNORECASE)
_MOVES = (verbs("rise_verbs"), verbs("fall_verbs"))


def judge_unmeasurable(sentence: Sentence, decision: Decision) -> float:
    """Chance 0..1 that nobody can decide it: no value, no threshold, no all or none, no clear-cut end."""
    quantities = sentence.core_quantities
    subjective = any(word.text in _SUBJECTIVE for word in sentence.core)
    valued = [
        quantity
        for quantity in quantities
        if quantity.role is not Role.QUALIFIER and quantity.role is not Role.BASELINE
    ]
    if any(quantity.kind is not QuantityKind.ABSOLUTE for quantity in valued):
        return 0.05
    if valued:
        return 0.35 if subjective else 0.12
    if decision.kind is StatementKind.MIXED:
        return 0.1
    if decision.kind is StatementKind.TASK:
        return _judge_task(sentence, decision, subjective)
    if decision.kind is StatementKind.UNCLEAR:
        return 0.75
    return _judge_outcome(sentence, decision, subjective)


def _lead(sentence: Sentence, decision: Decision) -> str:
    return decision.lead.of(sentence.text).lower() if decision.lead else ""


def _judge_task(sentence: Sentence, decision: Decision, subjective: bool) -> float:
    """Work is clear-cut, unless its verb has no end or its object is a judgement."""
    lead = _lead(sentence, decision)
    counted = any(quantity.role is not Role.QUALIFIER for quantity in sentence.quantities)
    if lead in _VAGUE_WORK:
        return 0.4 if counted else 0.75
    if lead in _ACTIVITY:
        return 0.3 if counted else 0.65
    if subjective:
        return 0.6 if _is_predicate(sentence) else 0.35
    return 0.08


def _is_predicate(sentence: Sentence) -> bool:
    """Whether a judgement is what the sentence claims: `documentation is clear`."""
    return any(
        before.text in _CLAIMS and after.text in _SUBJECTIVE for before, after in pairwise(sentence.core)
    )


def _judge_outcome(sentence: Sentence, decision: Decision, subjective: bool) -> float:
    lead = _lead(sentence, decision)
    if _SPOKEN_VALUES.search(sentence.text):
        return 0.3
    if any(lead in moves for moves in _MOVES) or lead in _VAGUE_WORK or lead in _COMPARATIVES:
        return 0.93
    if subjective or any(word.text in _COMPARATIVES for word in sentence.core):
        return 0.8
    if any(word.text in _FINITE for word in sentence.core):
        return 0.45
    return 0.45 if decision.decided_by == "reach-lead" else 0.6
