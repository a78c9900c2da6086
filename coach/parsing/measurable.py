"""How likely two observers could disagree whether a statement was met."""

from __future__ import annotations

import re
from itertools import pairwise

from coach.domain.statement import Quantity, QuantityKind, Role, StatementKind
from coach.parsing.kinds import Decision
from coach.parsing.lexicon import entries, verbs
from coach.parsing.patterns import pattern
from coach.parsing.sentence import Sentence

__all__ = ["judge_unmeasurable"]

_SUBJECTIVE = entries("subjective")
_COMPARATIVES = entries("comparatives")
_ACTIVITY = verbs("activity_verbs")
_VAGUE_WORK = verbs("vague_work_verbs")
_CLAIMS = frozenset("is are be being been feel feels make makes more very should".split())
_FINITE = frozenset("is are can could will has have does do doesn't don't doesn’t don’t".split())
_SPOKEN_VALUES = pattern(
    r"\bfrom\b.{2,40}\bto\b|\b(?:our|the) (?:[\w-]+ ){0,3}(?:target|plan|quota|budget|forecast)s?\b"
    r"|\b(?:last|previous|past) (?:\d+ )?(?:month|quarter|year|week)s?['’]?s? (?:\w+ )?"
    r"(?:peak|average|level|high|record|median|total|best)s?\b",
    re.IGNORECASE,
)
_PUSHES = frozenset(("drive", "driving"))
_INDEFINITE = frozenset("some more enough several many lots various further better".split())
_PICKS = pattern(
    r"\b(?:(?:of|for|in|across|with|from) (?:the |our )?(?:(?:top|bottom|first|last|other|main|key) )?"
    r"|top |bottom )$",
    re.IGNORECASE,
)
_SCORE_OF = pattern(r"\b(?:score|rating|average|nps|level|rate|value) of $", re.IGNORECASE)
_MOVES = (verbs("rise_verbs"), verbs("fall_verbs"))


def judge_unmeasurable(sentence: Sentence, decision: Decision) -> float:
    """Chance 0..1 that nobody can decide it: no value, no threshold, no all or none, no clear-cut end."""
    if not sentence.core:
        return 0.75
    quantities = sentence.core_quantities
    subjective = any(word.text in _SUBJECTIVE for word in sentence.core)
    valued = [
        quantity
        for quantity in quantities
        if quantity.role not in (Role.QUALIFIER, Role.BASELINE)
        and not _picks_out(sentence.text, quantity, decision)
    ]
    if any(quantity.kind is not QuantityKind.ABSOLUTE for quantity in valued):
        return 0.05
    if (
        valued
        and decision.decided_by in ("movement-lead", "comparative")
        and all(quantity.value for quantity in valued)
    ):
        valued = []
    if valued:
        if subjective:
            return 0.6 if _is_predicate(sentence) else 0.35
        return 0.12
    if decision.kind is StatementKind.MIXED:
        return 0.1
    if decision.kind is StatementKind.TASK:
        return _judge_task(sentence, decision, subjective)
    if decision.kind is StatementKind.UNCLEAR:
        return 0.75
    return _judge_outcome(sentence, decision, subjective)


def _picks_out(text: str, quantity: Quantity, decision: Decision) -> bool:
    """Whether a number only says which ones: `availability of the bottom three services`."""
    if quantity.kind not in (QuantityKind.COUNT, QuantityKind.RANK) or decision.decided_by != "movement-lead":
        return False
    before = text[: quantity.span.start]
    if _SCORE_OF.search(before) or (quantity.value or 0.0) % 1:
        return False
    return _PICKS.search(before) is not None


def _lead(sentence: Sentence, decision: Decision) -> str:
    return decision.lead.of(sentence.text).lower() if decision.lead else ""


def _judge_task(sentence: Sentence, decision: Decision, subjective: bool) -> float:
    """Work is clear-cut, unless its verb has no end or its object is a judgement."""
    lead = (
        _lead(sentence, decision)
        if decision.because == decision.lead and not _ends_done(sentence, decision)
        else ""
    )
    counted = any(quantity.role is not Role.QUALIFIER for quantity in sentence.quantities)
    if lead in _VAGUE_WORK:
        return 0.4 if counted else 0.75
    if lead in _ACTIVITY:
        return 0.3 if counted else 0.65
    if subjective:
        return 0.6 if _is_predicate(sentence) else 0.35
    return 0.08


def _ends_done(sentence: Sentence, decision: Decision) -> bool:
    """Whether the deciding word is a participle later in the sentence and no verb that leads it."""
    return decision.lead is not None and decision.lead.start > sentence.core[0].start + 25


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
    if lead in _PUSHES:
        return 0.85
    if decision.decided_by == "reach-lead":
        return 0.7 if any(word.text in _INDEFINITE for word in sentence.core) else 0.45
    return 0.6
