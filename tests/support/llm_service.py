"""A service whose language model says what a script tells it."""

from __future__ import annotations

from coach.critic.llm_critique import LlmCritic
from coach.critic.llm_rewrite import LlmRewriter
from coach.critic.protocol import CriticName
from coach.llm.scripted import ScriptedModel
from coach.service import Service
from tests.support.model_requests import make_guard

__all__ = ["make_llm_service"]


def make_llm_service(model: ScriptedModel, critic: CriticName = CriticName.LLM) -> Service:
    """Rules and language model, without the local critic."""
    guard = make_guard(model)
    return Service(
        critics={CriticName.LLM: lambda: LlmCritic(guard)},
        critic=critic,
        rewriters={CriticName.LLM: lambda: LlmRewriter(guard)},
        close=guard.close,
    )
