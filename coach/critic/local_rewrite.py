"""Rewriting by the local engine: templates where rules or local critic see a need, checked by meaning."""

from __future__ import annotations

import asyncio
from functools import cache

from coach.critic.draft import Review
from coach.critic.joining import add_questions, criticise_improvement
from coach.critic.meaning import BY_WORDS, Meaning, MeaningByEncoder
from coach.critic.protocol import Critic
from coach.critic.rewrite import improve_reviewed
from coach.domain.okr import Objective
from coach.domain.review import Improvement
from coach.errors import ModelUnavailable

__all__ = ["LocalRewriter", "start_meaning"]


class LocalRewriter:
    """Words a key result anew where rules and local critic together find it weak.

    Args:
        critic: The local critic, or what stands in for it.
    """

    def __init__(self, critic: Critic) -> None:
        self._critic = critic

    async def improve(
        self,
        template: Improvement,
        objective: Objective | None = None,
        context: str = "",  # noqa: ARG002 - a protocol's; no template takes words from it
        *,
        review: Review,
    ) -> Improvement:
        """The wording of the local engine, with what its critic thinks of the wording before and after.

        Where the critic cannot speak, the template stands and the reason is told.
        """
        aim = objective.text if objective else ""
        judged = await criticise_improvement(template, aim, self._critic)
        before = judged.findings_before
        if before.critic.used != self._critic.name or before.critique is None:
            return judged._replace(critic=before.critic)
        meaning = await asyncio.to_thread(start_meaning)
        reworded = await asyncio.to_thread(
            improve_reviewed, before, objective, review=review, meaning=meaning
        )
        if reworded.after != judged.after:
            judged = await criticise_improvement(reworded, aim, self._critic)
        return reworded._replace(
            findings_after=judged.findings_after,
            questions=add_questions(reworded.questions, before),
            critic=before.critic,
        )


@cache
def start_meaning() -> Meaning:
    """Meaning by the encoder, loaded once per process; by words where there is none."""
    from coach.embedding.encoder import load_encoder  # noqa: PLC0415 - the rules alone do without it

    try:
        return MeaningByEncoder(load_encoder())
    except ModelUnavailable:
        return BY_WORDS
