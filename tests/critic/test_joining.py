from __future__ import annotations

import asyncio
from collections.abc import Sequence

from coach.critic.joining import criticise, criticise_document, join_critique
from coach.critic.protocol import CritiqueRequest
from coach.domain.finding import IssueKind, Severity
from coach.domain.review import CriticUse, Critique, KeyResultReview, Point, Verdict
from coach.parsing import read_key_result
from coach.reviewing.policy import Policy
from coach.service import Service
from tests.support.reviews import read_markdown

LOCAL = CriticUse("local")


def review(text: str, objective: str = "") -> KeyResultReview:
    key_result, okrs = read_key_result(text, objective)
    return Service().review_key_result(key_result, okrs.objectives[0] if objective else None, okrs)


def point(kind: IssueKind, text: str, certainty: float = 0.8) -> Point:
    return Point(kind, certainty, text, "a reason", "a question?")


class EchoCritic:
    """Answers with the place of each key result, so that order can be checked."""

    name = "echo"

    def __init__(self) -> None:
        self.asked: list[tuple[str, list[str]]] = []

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        self.asked = [
            (request.objective, [r.key_result.text for r in request.reviews]) for request in requests
        ]
        return [
            tuple(Critique((), {}, None, CriticUse("echo", each.key_result.text)) for each in request.reviews)
            for request in requests
        ]


def test_a_doubted_wording_rule_turns_into_a_hint_and_stays() -> None:
    before = review("Launch the customer portal")

    after = join_critique(before, Critique((), {"task-like": 0.1}, 0.1, LOCAL))

    assert [finding.code for finding in after.findings] == [finding.code for finding in before.findings]
    assert all(f.severity is Severity.HINT for f in after.findings if f.kind is IssueKind.TASK_LIKE)
    assert after.issues["task-like"] == 0.1
    assert after.verdict is Verdict.STRONG


def test_a_critic_never_raises_the_certainty_of_a_finding() -> None:
    before = review("Launch the customer portal")

    after = join_critique(before, Critique((), {"task-like": 1.0}, 1.0, LOCAL))

    assert after.findings == before.findings


def test_a_contradiction_is_never_doubted() -> None:
    before = review("Increase weekly orders from 900 to 400")
    silent = Critique((), dict.fromkeys([kind.value for kind in IssueKind], 0.0), 0.0, LOCAL)

    after = join_critique(before, silent)

    kept = [finding for finding in after.findings if finding.code == "KR106"]
    assert kept == [finding for finding in before.findings if finding.code == "KR106"] != []
    assert after.verdict is Verdict.NEEDS_WORK
    assert after.weakness >= kept[0].certainty


def test_a_point_makes_a_strong_key_result_need_work() -> None:
    text = "Posts published per week from 2 to 5"
    before = review(text)

    after = join_critique(
        before, Critique((point(IssueKind.TASK_LIKE, text),), {"task-like": 0.8}, 0.7, LOCAL)
    )

    assert before.verdict is Verdict.STRONG
    assert after.verdict is Verdict.NEEDS_WORK
    assert after.reason == "task-like: a reason"
    assert after.weakness == 0.7
    assert after.critic == LOCAL


def test_a_critic_that_adds_nothing_changes_nothing_but_its_name() -> None:
    before = review("Launch the customer portal")

    after = join_critique(before, Critique(critic=CriticUse("rules", "why")))

    assert (after.findings, after.issues, after.verdict, after.weakness) == (
        before.findings,
        before.issues,
        before.verdict,
        before.weakness,
    )
    assert after.critic.reason == "why"


def test_neighbours_under_one_objective_are_asked_about_together_and_order_is_kept() -> None:
    critic = EchoCritic()
    reviews = [review(text) for text in ("Churn falls to 2%", "NPS rises to 40", "Launch the app")]

    answered = asyncio.run(criticise(reviews, ["a", "a", "b"], critic))

    assert critic.asked == [("a", ["Churn falls to 2%", "NPS rises to 40"]), ("b", ["Launch the app"])]
    assert [each.critic.reason for each in answered] == [each.key_result.text for each in reviews]


def test_a_document_keeps_its_shape() -> None:
    text = (
        "# Objective: A\n\n- KR1: Churn to 2%\n\n# Objective: B\n\n# Objective: C\n\n- KR1: Launch the app\n"
    )
    before = Service(Policy()).review_document(read_markdown(text))

    after = asyncio.run(criticise_document(before, EchoCritic()))

    assert [
        [each.critic.reason for each in objective.key_results] for objective in after.sets[0].objectives
    ] == [[each.key_result.text for each in objective.key_results] for objective in before.sets[0].objectives]


def test_no_key_results_need_no_critic() -> None:
    assert asyncio.run(criticise([], [], EchoCritic())) == ()
