"""Key results with their objective and review, for tests of critics."""

from __future__ import annotations

from collections.abc import Callable

from coach.critic.protocol import CritiqueRequest
from coach.domain.okr import KeyResult, Objective
from coach.domain.review import Improvement, KeyResultReview
from coach.domain.source import Passage
from coach.parsing import read_key_result
from coach.service import Service

__all__ = ["PLAIN", "make_critique_request", "make_template", "review_text", "reviewer_for"]

PLAIN = Service()
"""The rules alone."""


def review_text(text: str, objective: str = "") -> KeyResultReview:
    """What the rules say of one key result."""
    key_result, okrs = read_key_result(text, objective)
    return PLAIN.review_key_result(key_result, okrs.objectives[0] if objective else None, okrs)


def make_critique_request(objective: str, *texts: str, context: str = "") -> CritiqueRequest:
    """A request about key results of one objective."""
    return CritiqueRequest(objective, tuple(review_text(text, objective) for text in texts), context)


def make_template(text: str, objective: str = "") -> Improvement:
    """What the rules propose for one key result."""
    key_result, okrs = read_key_result(text, objective)
    return PLAIN.improve(key_result, okrs.objectives[0] if objective else None, okrs)


def reviewer_for(objective: str = "") -> Callable[[KeyResult], KeyResultReview]:
    """Reviews candidates under one objective."""
    holder = Objective(Passage(objective)) if objective else None
    return lambda candidate: PLAIN.review_key_result(candidate, holder)
