from __future__ import annotations

import asyncio
from typing import Any

import pytest

from coach.errors import InternalError, ModelCause, ModelError
from coach.llm.options import ModelOptions
from coach.llm.scripted import ScriptedModel
from coach.prompts import ask_model, load_prompt
from tests.support.model_requests import make_guard

GIVEN: dict[str, str] = {
    "objective": "Shops order without calling us",
    "context": "",
    "key_result": "Launch the order app",
    "weaknesses": "task-as-key-result",
}
NOTHING: dict[str, Any] = {"candidates": []}


def ask(model: ScriptedModel, given: dict[str, str], options: ModelOptions | None = None, **more: Any) -> Any:
    return asyncio.run(ask_model(make_guard(model, options), "rewrite", given, room=50, **more))


def test_any_capability_gets_the_content_of_an_answer() -> None:
    assert ask(ScriptedModel([NOTHING]), GIVEN) == NOTHING


def test_the_question_bears_the_version_and_the_schema_of_its_prompt() -> None:
    model = ScriptedModel([NOTHING])

    ask(model, GIVEN)

    [request] = model.requests
    prompt = load_prompt("rewrite")
    assert (request.prompt_sha, request.schema, request.schema_name) == (prompt.sha, prompt.schema, "rewrite")
    assert request.max_output_tokens == 50


def test_a_schema_may_be_narrower_than_the_prompt_s() -> None:
    narrow = {"type": "object", "required": ["candidates", "more"]}

    with pytest.raises(ModelError) as caught:
        ask(ScriptedModel([NOTHING]), GIVEN, schema=narrow)

    assert caught.value.cause is ModelCause.WRONG_SCHEMA


@pytest.mark.parametrize("name", ["objective", "context", "key_result"])
def test_a_text_over_the_limit_is_refused_and_nothing_is_sent(name: str) -> None:
    model = ScriptedModel([NOTHING])

    with pytest.raises(ModelError, match="a text of 21 characters is not sent to a model; the limit is 20"):
        ask(model, {**dict.fromkeys(GIVEN, ""), name: "x" * 21}, ModelOptions(max_text=20))

    assert model.requests == []


def test_words_of_our_own_do_not_count_as_a_text() -> None:
    given = {**dict.fromkeys(GIVEN, ""), "weaknesses": "missing-baseline, vague-word"}

    assert ask(ScriptedModel([NOTHING]), given, ModelOptions(max_text=20)) == NOTHING


def test_an_input_that_is_missing_is_a_defect_of_the_caller() -> None:
    with pytest.raises(InternalError, match="missing input: weaknesses"):
        ask(ScriptedModel([NOTHING]), {name: text for name, text in GIVEN.items() if name != "weaknesses"})


def test_each_entry_of_the_answer_may_be_had_before_the_rest() -> None:
    entries = [{"text": "a", "change": ""}, {"text": "b"}, {"text": "c", "change": ""}]
    early: list[Any] = []

    with pytest.raises(ModelError):
        ask(ScriptedModel([{"candidates": entries}]), GIVEN, early=early.append)

    assert early == [entries[0], entries[2]]
