"""Composition root: settings in, a service with its parts out."""

from __future__ import annotations

from collections.abc import Callable

from coach.critic.protocol import Critic, CriticName
from coach.service import Service
from coach.settings import Settings, load_settings

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
    return Service(settings.policy, critics=CRITICS, critic=settings.critic or critic)


def _start_local() -> Critic:
    from coach.critic.local import start_local_critic  # noqa: PLC0415 - a review by rules must start fast

    return start_local_critic()


CRITICS: dict[CriticName, Callable[[], Critic]] = {CriticName.LOCAL: _start_local}
"""How to start each critic beside the rules; a critic is started when it is first asked."""
