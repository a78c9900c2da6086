"""Composition root: settings in, a service with its parts out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.critic.protocol import Critic, CriticName, Rewriter
from coach.llm.options import ModelOptions
from coach.service import Service
from coach.settings import Settings, load_settings

if TYPE_CHECKING:
    from coach.alignment.start import AuditEncoder
    from coach.embedding.options import EmbeddingOptions
    from coach.llm.door import ModelDoor

__all__ = ["CRITICS", "REWRITERS", "build_service"]


def build_service(settings: Settings | None = None, *, critic: CriticName = CriticName.RULES) -> Service:
    """The service as the settings describe it; without settings, as the nearest file does.

    Args:
        settings: What is configured.
        critic: Who judges meaning where the settings do not say.

    Raises:
        ConfigurationError: A setting does not fit.
    """
    settings = settings or load_settings()
    llm = _Llm(settings.llm)
    return Service(
        settings.policy,
        critics={**CRITICS, CriticName.LLM: llm.start_critic},
        critic=settings.critic or critic,
        rewriters={**REWRITERS, CriticName.LLM: llm.start_rewriter},
        model=llm.door,
        encoder=lambda: _start_encoder(settings.embedding),
        close=llm.close,
    )


class _Llm:
    """The language model of one service; nothing of it is imported before it is asked for."""

    def __init__(self, options: ModelOptions) -> None:
        self._options = options
        self._door: ModelDoor | None = None

    def door(self) -> ModelDoor:
        """What every capability asks; one for all, so that budget and limits are shared."""
        if self._door is None:
            from coach.llm.door import ModelDoor  # noqa: PLC0415 - a review by rules must start fast

            self._door = ModelDoor(self._options)
        return self._door

    def start_critic(self) -> Critic:
        from coach.critic.llm_critique import LlmCritic  # noqa: PLC0415 - a review by rules must start fast

        return LlmCritic(self.door(), _start_local)

    def start_rewriter(self) -> Rewriter:
        from coach.critic.llm_rewrite import LlmRewriter  # noqa: PLC0415 - a review by rules must start fast

        return LlmRewriter(self.door())

    async def close(self) -> None:
        if self._door is not None:
            await self._door.close()


def _start_encoder(options: EmbeddingOptions) -> AuditEncoder:
    from coach.embedding.bulk import start_bulk_encoder  # noqa: PLC0415 - a review must not pay for it

    return start_bulk_encoder(options)


def _start_local() -> Critic:
    from coach.critic.local import WaitingLocalCritic  # noqa: PLC0415 - a review by rules must start fast

    return WaitingLocalCritic()


def _start_local_rewriter() -> Rewriter:
    from coach.critic.local_rewrite import LocalRewriter  # noqa: PLC0415 - a review must not pay for it

    return LocalRewriter(_start_local())


REWRITERS: dict[CriticName, Callable[[], Rewriter]] = {CriticName.LOCAL: _start_local_rewriter}
"""How to start the rewriter of each critic that has one and needs no settings."""

CRITICS: dict[CriticName, Callable[[], Critic]] = {CriticName.LOCAL: _start_local}
"""How to start each critic that needs no settings; a critic is started when it is first asked."""
