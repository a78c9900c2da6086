"""Composition root: settings in, a service with its parts out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coach.critic.protocol import Critic, CriticName
from coach.llm.options import ModelOptions
from coach.service import Service
from coach.settings import Settings, load_settings

if TYPE_CHECKING:
    from coach.critic.llm_start import LlmStarter

__all__ = ["CRITICS", "build_service"]


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
        critics={**CRITICS, CriticName.LLM: lambda: llm.start().start_critic()},
        critic=settings.critic or critic,
        rewriters={CriticName.LLM: lambda: llm.start().start_rewriter()},
        close=llm.close,
    )


class _Llm:
    """The language model of one service; nothing of it is imported before it is asked for."""

    def __init__(self, options: ModelOptions) -> None:
        self._options = options
        self._starter: LlmStarter | None = None

    def start(self) -> LlmStarter:
        if self._starter is None:
            from coach.critic.llm_start import LlmStarter  # noqa: PLC0415 - a review by rules must start fast

            self._starter = LlmStarter(self._options, _start_local)
        return self._starter

    async def close(self) -> None:
        if self._starter is not None:
            await self._starter.close()


def _start_local() -> Critic:
    from coach.critic.local import WaitingLocalCritic  # noqa: PLC0415 - a review by rules must start fast

    return WaitingLocalCritic()


CRITICS: dict[CriticName, Callable[[], Critic]] = {CriticName.LOCAL: _start_local}
"""How to start each critic that needs no settings; a critic is started when it is first asked."""
