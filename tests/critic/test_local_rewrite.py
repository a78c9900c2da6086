from __future__ import annotations

import asyncio
from collections.abc import Sequence

from coach.critic.local_rewrite import LocalRewriter
from coach.critic.protocol import Critic, CritiqueRequest
from coach.critic.rules_only import RulesCritic
from coach.domain.finding import IssueKind
from coach.domain.review import CriticUse, Critique, Improvement, Point
from coach.parsing import read_key_result
from coach.service import Service

SERVICE = Service()
TASK = Point(IssueKind.TASK_LIKE, 0.9, "Pilot", "It reads as work.", "What will be different?")


class FixedCritic:
    """Thinks the same of everything."""

    name = "local"

    def __init__(self, critique: Critique) -> None:
        self._critique = critique._replace(critic=CriticUse("local"))

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        return [(self._critique,) * len(request.reviews) for request in requests]


def improve(text: str, critic: Critic) -> Improvement:
    key_result, okrs = read_key_result(text, "")
    template = SERVICE.improve(key_result, None, okrs)
    rewriter = LocalRewriter(critic)
    return asyncio.run(rewriter.improve(template, review=SERVICE.review_key_result))


def test_what_only_the_critic_finds_weak_gets_a_wording_too() -> None:
    text = "O2-KR3 Pilot of peer coaching in 3 depots"
    improvement = improve(text, FixedCritic(Critique((TASK,), {"task-like": 0.9}, 0.95)))

    assert improvement.source == "template"
    assert "peer coaching in 3 depots" in improvement.after
    assert improvement.critic.used == "local"
    assert TASK.question in improvement.questions


def test_where_the_critic_doubts_a_wording_rule_the_text_is_left_alone() -> None:
    text = "Launch the new onboarding flow"
    improvement = improve(text, FixedCritic(Critique((), {"task-like": 0.05}, 0.1)))

    assert (improvement.source, improvement.after) == ("unchanged", text)
    assert improvement.metrics == ()


def test_a_critic_that_would_send_it_back_all_the_same_keeps_the_wording() -> None:
    improvement = improve(
        "Launch the new onboarding flow", FixedCritic(Critique((), {"task-like": 0.4}, 0.95))
    )

    assert improvement.source == "template"


def test_without_a_critic_the_template_stands_and_the_reason_is_told() -> None:
    improvement = improve("Launch the new onboarding flow", RulesCritic("no weights"))

    assert improvement.after == "[metric: effect of the new onboarding flow] from [baseline] to [target]"
    assert improvement.critic == CriticUse("rules", "no weights")
