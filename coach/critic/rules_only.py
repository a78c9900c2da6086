"""The critic that adds nothing: what the rules say is all there is, and the reason is told."""

from __future__ import annotations

from collections.abc import Sequence

from coach.critic.protocol import CritiqueRequest
from coach.domain.review import CriticUse, Critique

__all__ = ["RulesCritic"]


class RulesCritic:
    """Stands in for a critic that cannot speak.

    Args:
        reason: Why the critic that was asked for does not speak; `None` where the rules were asked for.
    """

    name = "rules"

    def __init__(self, reason: str | None = None) -> None:
        self.reason = reason

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        """Empty critiques."""
        silent = Critique(critic=CriticUse(self.name, self.reason))
        return [(silent,) * len(request.reviews) for request in requests]
