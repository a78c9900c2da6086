"""Wait for a critic; those who ask for the rules alone never load what waiting needs."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from coach.critic.protocol import CriticName
from coach.domain.okr import OkrSet
from coach.domain.review import DocumentReview, Improvement, KeyResultReview
from coach.service import Service

__all__ = ["ask_about_document", "ask_about_improvements", "ask_about_key_results"]

Answer = TypeVar("Answer")


def ask_about_document(service: Service, review: DocumentReview) -> DocumentReview:
    """The review with what the configured critic thinks."""
    if service.critic is CriticName.RULES:
        return review
    return _wait(service, service.criticise_document(review))


def ask_about_key_results(
    service: Service, reviews: Sequence[KeyResultReview], objectives: Sequence[str]
) -> tuple[KeyResultReview, ...]:
    """The reviews, each with the text of its objective, with what the configured critic thinks."""
    if service.critic is CriticName.RULES:
        return tuple(reviews)
    return _wait(service, service.criticise(reviews, objectives))


def ask_about_improvements(
    service: Service, improvements: Sequence[Improvement], sets: Sequence[OkrSet]
) -> Sequence[Improvement]:
    """The improvements, each with the set of its key result, with what the configured critic thinks."""
    if service.critic is CriticName.RULES:
        return improvements
    return _wait(service, _ask_about_all(service, improvements, sets))


async def _ask_about_all(
    service: Service, improvements: Sequence[Improvement], sets: Sequence[OkrSet]
) -> Sequence[Improvement]:
    import asyncio  # noqa: PLC0415 - the rules alone do without it

    return await asyncio.gather(
        *(
            service.criticise_improvement(improvement, okrs.objectives[0].text, okrs=okrs)
            for improvement, okrs in zip(improvements, sets, strict=True)
        )
    )


def _wait(service: Service, work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run to the end; connections belong to this run and are closed with it."""
    import asyncio  # noqa: PLC0415 - the rules alone do without it

    async def run() -> Answer:
        try:
            return await work
        finally:
            await service.close()

    return asyncio.run(run())
