"""Wait for a critic; those who ask for the rules alone never load what waiting needs."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from coach.critic.protocol import CriticName
from coach.domain.review import DocumentReview, Improvement, KeyResultReview
from coach.service import Service

__all__ = ["ask_about_document", "ask_about_improvement", "ask_about_key_results"]

Answer = TypeVar("Answer")


def ask_about_document(service: Service, review: DocumentReview) -> DocumentReview:
    """The review with what the configured critic thinks."""
    if service.critic is CriticName.RULES:
        return review
    return _wait(service.criticise_document(review))


def ask_about_key_results(
    service: Service, reviews: Sequence[KeyResultReview], objectives: Sequence[str]
) -> tuple[KeyResultReview, ...]:
    """The reviews, each with the text of its objective, with what the configured critic thinks."""
    if service.critic is CriticName.RULES:
        return tuple(reviews)
    return _wait(service.criticise(reviews, objectives))


def ask_about_improvement(service: Service, improvement: Improvement, objective: str) -> Improvement:
    """The improvement with what the configured critic thinks of the wording before and after."""
    if service.critic is CriticName.RULES:
        return improvement
    return _wait(service.criticise_improvement(improvement, objective))


def _wait(work: Coroutine[Any, Any, Answer]) -> Answer:
    import asyncio  # noqa: PLC0415 - the rules alone do without it

    return asyncio.run(work)
