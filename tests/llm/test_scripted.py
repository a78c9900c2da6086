from __future__ import annotations

import asyncio

import pytest

from coach.errors import InternalError, ModelCause, ModelError
from coach.llm.model import ModelRequest, Reply
from coach.llm.scripted import ScriptedModel
from tests.support.model_requests import make_request


def ask(model: ScriptedModel, request: ModelRequest | None = None) -> Reply:
    return asyncio.run(model.ask(request or make_request()))


def test_lines_are_said_in_order() -> None:
    model = ScriptedModel([{"ok": True}, "plain", Reply("cut", "length")])

    assert [ask(model).text for _ in range(3)] == ['{"ok": true}', "plain", "cut"]


def test_a_function_may_answer_by_what_it_was_asked() -> None:
    model = ScriptedModel(lambda request: {"user": request.user})

    assert ask(model, make_request("Why?")).text == '{"user": "Why?"}'


def test_an_error_in_the_script_is_raised() -> None:
    with pytest.raises(ModelError, match="away"):
        ask(ScriptedModel([ModelError(ModelCause.UNREACHABLE, "away")]))


def test_a_script_that_ends_too_early_is_a_defect_of_the_test() -> None:
    with pytest.raises(InternalError, match="at its end"):
        ask(ScriptedModel([]))
