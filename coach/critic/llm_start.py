"""Start the critic and the rewriter that ask a language model, when one is first asked for."""

from __future__ import annotations

from collections.abc import Callable

from coach.critic.llm_critique import LlmCritic
from coach.critic.llm_rewrite import LlmRewriter
from coach.critic.protocol import Critic
from coach.errors import ModelError
from coach.llm.guard import Guard
from coach.llm.options import ModelOptions
from coach.llm.provider import build_model

__all__ = ["LlmStarter"]


class LlmStarter:
    """Holds one guarded model for all who ask it, so that limits and budgets are shared.

    Args:
        options: The model and its limits.
        below: Starts the critic that speaks where the model does not.
        model: A guarded model that is built already.
    """

    def __init__(
        self, options: ModelOptions, below: Callable[[], Critic] | None = None, model: Guard | None = None
    ) -> None:
        self._options = options
        self._below = below
        self._model: Guard | ModelError | None = model

    def start_critic(self) -> LlmCritic:
        """The critic."""
        return LlmCritic(self._start_model(), self._below)

    def start_rewriter(self) -> LlmRewriter:
        """The rewriter."""
        return LlmRewriter(self._start_model())

    async def close(self) -> None:
        """Give connections back."""
        if isinstance(self._model, Guard):
            await self._model.close()

    def _start_model(self) -> Guard | ModelError:
        """The model, or why there is none; the reason goes into every answer."""
        if self._model is None:
            try:
                self._model = Guard(build_model(self._options), self._options)
            except ModelError as error:
                self._model = error
        return self._model
