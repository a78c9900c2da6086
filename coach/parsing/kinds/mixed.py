"""A task whose purpose, means or second half carries a measure of its own is mixed."""

from __future__ import annotations

from coach.domain.statement import ClauseKind, QuantityKind, Role, StatementKind
from coach.parsing.kinds import vocabulary as vocab
from coach.parsing.kinds.view import Decision, View
from coach.parsing.sentence import Word

__all__ = ["mix"]

_MOVING = frozenset(
    "achieving reaching raising increasing reducing cutting lifting bringing growing generating "
    "attracting getting driving hitting".split()
)
_CARRIERS = frozenset("bring have see make get take push".split())
_JOINTS = frozenset("and ; , + & . then so".split())


def mix(view: View, decision: Decision) -> Decision:
    """`Launch SSO and move activation from 20% to 35%` holds both."""
    if decision.kind is not StatementKind.TASK:
        return decision
    purpose = view.sentence.quantities_in(ClauseKind.PURPOSE)
    if any(quantity.kind is not QuantityKind.ABSOLUTE for quantity in purpose) or _second_half_moves(view):
        return Decision(StatementKind.MIXED, 0.7, decision.because, decision.lead)
    return decision


def _second_half_moves(view: View) -> bool:
    """Whether a measured movement follows a joint."""
    for index, word in enumerate(view.words[1:-1], start=1):
        later = [quantity for quantity in view.measures if quantity.span.start > word.start]
        if not later:
            return False
        if word.text in _MOVING:
            return True
        if word.text in _JOINTS:
            has_start = any(quantity.role is Role.BASELINE for quantity in later)
            if has_start or any(_is_carrier(after) for after in view.words[index + 1 : index + 3]):
                return True
    return False


def _is_carrier(word: Word) -> bool:
    text = word.text
    if text in vocab.RISE.base or text in vocab.FALL.base or text in _CARRIERS:
        return True
    return text in vocab.REACH.base and text not in vocab.WORK.base
