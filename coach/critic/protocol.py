"""What a critic is: something that judges key results by meaning, after the rules have spoken.

A critic gets reviews, so that it knows the parse and the findings, and gives one `Critique` per key result.
It changes nothing by itself: `coach.critic.joining` puts critiques and reviews together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol, runtime_checkable

from coach.domain.okr import KeyResult, Objective
from coach.domain.review import Critique, Improvement, KeyResultReview

__all__ = ["Critic", "CriticName", "CritiqueRequest", "Rewriter", "Show", "ShowsEarly"]

Show = Callable[[Improvement], None]
"""Takes an improvement that passed every check while better ones may still come."""


class CriticName(StrEnum):
    """Which critic is asked for."""

    RULES = "rules"
    LOCAL = "local"
    LLM = "llm"


class CritiqueRequest(NamedTuple):
    """One objective with the key results to judge.

    Attributes:
        objective: Text of the objective; empty where it is not known.
        reviews: What the rules say of its key results, in order; at least one.
        context: What the writer says beside it, such as the team; empty where nothing is known.
    """

    objective: str
    reviews: tuple[KeyResultReview, ...]
    context: str = ""


class Critic(Protocol):
    """Judges key results by meaning."""

    @property
    def name(self) -> str:
        """`rules`, `local` or `llm`."""
        ...

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        """One tuple per request, in order; in it one critique per key result, in order.

        Never raises because of a model: what is missing, slow or broken is told in `Critique.critic`, and the
        critique then holds what the critic below knows, or nothing.
        """
        ...


class Rewriter(Protocol):
    """Words a key result anew."""

    async def improve(
        self,
        template: Improvement,
        objective: Objective | None = None,
        context: str = "",
        *,
        review: Callable[[KeyResult], KeyResultReview],
    ) -> Improvement:
        """A wording that passed every check, or the template with the reason why there is none.

        Args:
            template: What the rules propose.
            objective: The objective, where known.
            context: What is known beside it, such as the team.
            review: Reviews a candidate as the rules review any key result.
        """
        ...


@runtime_checkable
class ShowsEarly(Protocol):
    """A rewriter whose wordings come one after the other."""

    def showing(self, show: Show) -> Rewriter:
        """The same, which shows each wording that passed and is the best so far, as soon as it is there."""
        ...
