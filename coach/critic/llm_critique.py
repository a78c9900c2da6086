"""The critic that asks a language model: one question per objective.

Where there is no answer, the critic below it speaks.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from coach.critic.llm_points import read_points
from coach.critic.protocol import Critic, CritiqueRequest
from coach.domain.review import CriticUse, Critique, KeyResultReview
from coach.errors import ModelCause, ModelError
from coach.llm.model import Asker
from coach.prompts import ask_model, load_prompt

__all__ = ["LlmCritic"]

_TOKENS_PER_KEY_RESULT = 400
_TOKENS_AROUND = 100
_MOST_AT_ONCE = 10


class LlmCritic:
    """Judges by a language model.

    Args:
        model: Who is asked.
        below: Starts the critic that speaks where the model does not; the rules alone by default.
    """

    def __init__(self, model: Asker, below: Callable[[], Critic] | None = None) -> None:
        self._model = model
        self._start_below = below

    @property
    def name(self) -> str:
        """`llm`."""
        return "llm"

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        """Ask once per objective, all objectives at the same time."""
        return list(await asyncio.gather(*map(self._judge, requests)))

    async def _judge(self, request: CritiqueRequest) -> tuple[Critique, ...]:
        try:
            content = await _ask(self._model, request)
        except ModelError as error:
            return await self._ask_below(request, error.reason)
        entries: dict[int, Mapping[str, Any]] = {}
        for entry in content["key_results"]:
            entries.setdefault(entry["id"], entry)
        read = [
            _read(entries[number], review, request) if number in entries else None
            for number, review in enumerate(request.reviews, start=1)
        ]
        if all(critique is not None for critique in read):
            return tuple(critique for critique in read if critique is not None)
        below = await self._ask_below(request, "the model left this key result out")
        return tuple(critique or other for critique, other in zip(read, below, strict=True))

    async def _ask_below(self, request: CritiqueRequest, reason: str) -> tuple[Critique, ...]:
        """What is known without the model, and why it is asked for."""
        if self._start_below is None:
            return (Critique(critic=CriticUse("rules", reason)),) * len(request.reviews)
        [critiques] = await self._start_below().critique([request])
        return tuple(_tell(critique, reason) for critique in critiques)


async def _ask(model: Asker, request: CritiqueRequest) -> Mapping[str, Any]:
    """What the model says of one objective.

    Raises:
        ModelError: There are too many key results to be sent whole, or there is no answer.
    """
    texts = [review.key_result.text for review in request.reviews]
    if len(texts) > _MOST_AT_ONCE:
        reason = f"{len(texts)} key results under one objective; at most {_MOST_AT_ONCE} are sent to a model"
        raise ModelError(ModelCause.TOO_LONG, reason)
    return await ask_model(
        model,
        "critique",
        {"objective": request.objective, "context": request.context, "key_result": texts},
        room=_TOKENS_AROUND + _TOKENS_PER_KEY_RESULT * len(texts),
        schema=_ask_for(len(texts), load_prompt("critique").schema),
    )


def _ask_for(count: int, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with as many entries as there are key results: small models do not know when to stop."""
    entries = {**schema["properties"]["key_results"], "minItems": count, "maxItems": count}
    return {**schema, "properties": {"key_results": entries}}


def _tell(critique: Critique, reason: str) -> Critique:
    told = f"{reason}; {critique.critic.reason}" if critique.critic.reason else reason
    return critique._replace(critic=CriticUse(critique.critic.used, told))


def _read(entry: Mapping[str, Any], review: KeyResultReview, request: CritiqueRequest) -> Critique:
    """What the model says of one key result."""
    read = read_points(entry["points"], review.key_result.reading, request.objective, request.context)
    return Critique(
        points=read.points,
        critic=CriticUse("llm", _tell_dropped(read.without_quote)),
        observer_can_decide=entry["observer_can_decide"],
        could_hit_and_fail=entry["could_hit_and_fail"],
    )


def _tell_dropped(count: int) -> str | None:
    if not count:
        return None
    points = "1 point was" if count == 1 else f"{count} points were"
    return f"{points} dropped: the quote does not stand in the text"
