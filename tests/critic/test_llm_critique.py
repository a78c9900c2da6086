from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from coach.critic.llm_critique import LlmCritic
from coach.critic.protocol import CritiqueRequest
from coach.critic.rules_only import RulesCritic
from coach.domain.finding import IssueKind
from coach.domain.review import CriticUse, Critique
from coach.errors import ModelCause, ModelError
from coach.llm.door import ModelDoor
from coach.llm.options import ModelOptions
from coach.llm.scripted import ScriptedModel
from tests.support.model_requests import make_guard
from tests.support.okrs import make_critique_request

AIM = "Shops order without calling us"
NO_KEY = "there is no key; set COACH_LLM_API_KEY or OPENAI_API_KEY"
GUIDES = "Publish 5 guides for shop owners"
PHONE = "Share of orders placed by phone from 60% to 25%"
POINT = {
    "kind": "task-like",
    "quote": "Publish 5 guides",
    "reason": "Guides can be there and shop owners still call.",
    "question": "What would shop owners do instead?",
}


def entry(number: int, *points: dict[str, str], decide: bool = True, fail: bool = False) -> dict[str, Any]:
    return {
        "id": number,
        "observer_can_decide": decide,
        "could_hit_and_fail": fail,
        "points": [{**POINT, **point} for point in points],
    }


def criticise(
    model: ScriptedModel, *requests: CritiqueRequest, options: ModelOptions | None = None
) -> list[tuple[Critique, ...]]:
    critic = LlmCritic(make_guard(model, options))
    return asyncio.run(critic.critique(requests or [make_critique_request(AIM, GUIDES)]))


def criticise_one(*points: dict[str, str]) -> Critique:
    [[critique]] = criticise(ScriptedModel([{"key_results": [entry(1, *points)]}]))
    return critique


def test_one_question_holds_the_objective_and_all_its_key_results() -> None:
    model = ScriptedModel([{"key_results": [entry(1), entry(2)]}])

    criticise(model, make_critique_request(AIM, GUIDES, PHONE, context="Sales desk"))

    [request] = model.requests
    assert f"<objective>{AIM}</objective>" in request.user
    assert "<context>Sales desk</context>" in request.user
    assert f'<key_result id="1">{GUIDES}</key_result>' in request.user
    assert f'<key_result id="2">{PHONE}</key_result>' in request.user
    assert request.schema["properties"]["key_results"]["maxItems"] == 2


def test_each_objective_is_one_question() -> None:
    model = ScriptedModel(lambda _: {"key_results": [entry(1)]})

    criticise(model, make_critique_request(AIM, GUIDES), make_critique_request("Calm evenings", GUIDES))

    assert len(model.requests) == 2


def test_the_two_tests_are_answered_for_each_key_result() -> None:
    model = ScriptedModel([{"key_results": [entry(1, decide=True, fail=True), entry(2, decide=False)]}])

    [(first, second)] = criticise(model, make_critique_request(AIM, GUIDES, PHONE))

    assert (first.observer_can_decide, first.could_hit_and_fail) == (True, True)
    assert (second.observer_can_decide, second.could_hit_and_fail) == (False, False)
    assert first.critic == CriticUse("llm")


def test_answers_are_matched_by_id_in_any_order() -> None:
    model = ScriptedModel([{"key_results": [entry(2, decide=False), entry(1, {})]}])

    [(first, second)] = criticise(model, make_critique_request(AIM, GUIDES, PHONE))

    assert len(first.points) == 1
    assert second.observer_can_decide is False


def test_a_point_keeps_the_exact_quote() -> None:
    [point] = criticise_one({}).points

    assert (point.kind, point.quote, point.reason) == (IssueKind.TASK_LIKE, POINT["quote"], POINT["reason"])


@pytest.mark.parametrize(
    "quote", ["Publish five guides", "publish 5 guides", "", "  ", "Publish 5 guides for shops"]
)
def test_a_point_whose_quote_does_not_stand_in_the_text_is_dropped_and_that_is_told(quote: str) -> None:
    critique = criticise_one({"quote": quote}, {})

    assert [point.quote for point in critique.points] == [POINT["quote"]]
    assert critique.critic.reason == "1 point was dropped: the quote does not stand in the text"


def test_the_objective_may_be_quoted() -> None:
    assert criticise_one({"quote": "without calling"}).points[0].quote == "without calling"


def test_a_quote_of_an_escaped_character_is_the_character() -> None:
    model = ScriptedModel([{"key_results": [entry(1, {"quote": "&#60;5 calls"})]}])

    [[critique]] = criticise(model, make_critique_request(AIM, "Get to <5 calls a day"))

    assert critique.points[0].quote == "<5 calls"


@pytest.mark.parametrize(
    "reason",
    [
        "Only 12 shops would read it.",
        "Ask Gunther about it.",
        "See <b>this</b>.",
        "Read https://guides.example first.",
        "",
        "word " * 100,
        "The verdict is strong.",
    ],
)
def test_a_sentence_that_is_not_fit_is_replaced_by_ours(reason: str) -> None:
    [point] = criticise_one({"reason": reason, "question": reason}).points

    assert point.reason == "it names work, not what the work changes"
    assert point.question == "Once this is done, what will be different, and for whom?"


def test_the_same_point_is_told_once() -> None:
    assert len(criticise_one({}, {}).points) == 1


def test_a_key_result_that_the_model_left_out_says_so() -> None:
    model = ScriptedModel([{"key_results": [entry(1), entry(7)]}])

    [(first, second)] = criticise(model, make_critique_request(AIM, GUIDES, PHONE))

    assert first.critic.used == "llm"
    assert second.critic == CriticUse("rules", "the model left this key result out")


def test_a_text_over_the_limit_is_refused_and_not_cut() -> None:
    model = ScriptedModel([])

    [[critique]] = criticise(
        model, make_critique_request(AIM, GUIDES + " and more" * 30), options=ModelOptions(max_text=100)
    )

    assert critique.critic.used == "rules"
    assert "the limit is 100" in (critique.critic.reason or "")
    assert model.requests == []


def test_more_key_results_than_one_question_holds_are_refused() -> None:
    [critiques] = criticise(ScriptedModel([]), make_critique_request(AIM, *[GUIDES] * 11))

    assert {critique.critic.reason for critique in critiques} == {
        "11 key results under one objective; at most 10 are sent to a model"
    }


class Knows(RulesCritic):
    """A critic that knows something."""

    async def critique(self, requests: Sequence[CritiqueRequest]) -> list[tuple[Critique, ...]]:
        known = Critique(probabilities={"task-like": 0.9}, critic=CriticUse("local"))
        return [(known,) * len(request.reviews) for request in requests]


@pytest.mark.parametrize("cause", list(ModelCause))
def test_without_an_answer_the_critic_below_speaks_and_the_reason_is_told(cause: ModelCause) -> None:
    critic = LlmCritic(make_guard(ScriptedModel([ModelError(cause, "because")] * 3)), Knows)

    [[critique]] = asyncio.run(critic.critique([make_critique_request(AIM, GUIDES)]))

    assert critique.probabilities == {"task-like": 0.9}
    assert critique.critic == CriticUse("local", "because")


def test_without_a_model_the_reason_is_why_there_is_none() -> None:
    critic = LlmCritic(ModelDoor(ModelOptions(model="openai:some-model")))

    [[critique]] = asyncio.run(critic.critique([make_critique_request(AIM, GUIDES)]))

    assert critique == Critique(critic=CriticUse("rules", NO_KEY))


def test_one_objective_without_an_answer_leaves_the_others_theirs() -> None:
    def answer(request: Any) -> Any:
        return "?" if "Calm" in request.user else {"key_results": [entry(1)]}

    [first], [second] = criticise(
        ScriptedModel(answer),
        make_critique_request("Calm evenings", GUIDES),
        make_critique_request(AIM, GUIDES),
    )

    assert (first.critic.used, second.critic.used) == ("rules", "llm")
