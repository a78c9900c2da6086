"""Decide what kind of statement a key result is: outcome, task, mixed or unclear."""

from coach.parsing.kinds.decide import decide_kind
from coach.parsing.kinds.view import Decision

__all__ = ["Decision", "decide_kind"]
