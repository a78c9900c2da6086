"""A service whose language model says what a script tells it."""

from __future__ import annotations

from coach.critic.llm_start import LlmStarter
from coach.critic.protocol import CriticName
from coach.llm.options import ModelOptions
from coach.llm.scripted import ScriptedModel
from coach.service import Service
from tests.support.model_requests import make_guard

__all__ = ["make_llm_service"]


def make_llm_service(model: ScriptedModel, critic: CriticName = CriticName.LLM) -> Service:
    """Rules and language model, without the local critic."""
    starter = LlmStarter(ModelOptions(), model=make_guard(model))
    return Service(
        critics={CriticName.LLM: starter.start_critic},
        critic=critic,
        rewriters={CriticName.LLM: starter.start_rewriter},
        close=starter.close,
    )
