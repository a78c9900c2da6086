from __future__ import annotations

import asyncio
import gc
import traceback
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from langchain_core.language_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage

from coach.errors import ModelCause, ModelError
from coach.llm import provider
from coach.llm.model import Reply
from coach.llm.options import ModelOptions, Secret
from coach.llm.provider import build_model, read_failure
from scripts.scripted_server import ScriptedAnswer, chat_completion, run_scripted_server
from tests.support.model_requests import make_request

KEY = "sk-not-a-real-key"


def ask(options: ModelOptions, rounds: int = 1) -> Reply:
    model = build_model(options)

    async def run() -> Reply:
        try:
            return await model.ask(make_request())
        finally:
            await model.close()

    return [asyncio.run(run()) for _ in range(rounds)][-1]


@pytest.mark.parametrize(
    ("options", "cause"),
    [
        (ModelOptions(), ModelCause.NOT_CONFIGURED),
        (ModelOptions(model="openai:m"), ModelCause.NO_KEY),
        (ModelOptions(model="openai:m", key=Secret(KEY), off=True), ModelCause.OFF),
    ],
)
def test_a_model_that_cannot_be_asked_says_why(options: ModelOptions, cause: ModelCause) -> None:
    with pytest.raises(ModelError) as caught:
        build_model(options)

    assert caught.value.cause is cause


def test_a_provider_whose_package_is_missing_is_named() -> None:
    with pytest.raises(ModelError, match="install okr-coach") as caught:
        ask(ModelOptions(model="anthropic:claude", key=Secret(KEY)))

    assert caught.value.cause is ModelCause.NOT_INSTALLED


def test_a_provider_that_does_not_exist_is_a_wrong_setting() -> None:
    with pytest.raises(ModelError) as caught:
        ask(ModelOptions(model="nobody:model", key=Secret(KEY)))

    assert caught.value.cause is ModelCause.NOT_CONFIGURED
    assert KEY not in str(caught.value)


def test_a_server_of_ones_own_needs_no_key_and_is_asked_from_several_loops() -> None:
    with run_scripted_server(lambda _: ScriptedAnswer(chat_completion('{"ok": true}'))) as address:
        reply = ask(ModelOptions(model="openai:m", base_url=address), rounds=2)
    gc.collect()  # a connection left open would warn here

    assert reply == Reply('{"ok": true}', "stop", refusal=False, input_tokens=400, output_tokens=60)


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with run_scripted_server(lambda _: ScriptedAnswer({})) as address:
        gone = address

    with pytest.raises(ModelError) as caught:
        ask(ModelOptions(model="openai:m", base_url=gone))
    assert caught.value.cause is ModelCause.UNREACHABLE


def test_what_the_server_says_of_a_key_reaches_no_error() -> None:
    answer = {
        "error": {"message": f"Incorrect API key provided: {KEY}", "type": "x", "code": "invalid_api_key"}
    }
    with (
        run_scripted_server(lambda _: ScriptedAnswer(answer, 401)) as address,
        pytest.raises(ModelError) as caught,
    ):
        ask(ModelOptions(model="openai:m", base_url=address, key=Secret(KEY)))

    assert KEY not in "".join(traceback.format_exception(caught.value))


class Vendor(Exception):
    """An error with a status and headers."""

    def __init__(self, status: int, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"secret {KEY}")
        self.status_code = status
        self.response = type("Response", (), {"headers": headers or {}, "status_code": status})()


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (Vendor(429), ModelCause.RATE_LIMITED),
        (Vendor(503), ModelCause.SERVER_ERROR),
        (Vendor(400), ModelCause.REJECTED),
        (TimeoutError(), ModelCause.TIMEOUT),
        (ConnectionResetError(), ModelCause.UNREACHABLE),
        (ValueError(KEY), ModelCause.MALFORMED),
    ],
)
def test_an_error_of_any_provider_is_read_by_its_status(error: Exception, cause: ModelCause) -> None:
    failure = read_failure(error)

    assert isinstance(failure, ModelError)
    assert failure.cause is cause
    assert KEY not in failure.reason


def test_the_wait_may_be_seconds_a_date_or_nonsense() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)

    waits = [read_failure(Vendor(429, {"retry-after": value})) for value in ("7", date, "soon", "-3")]

    seconds = [wait.retry_after for wait in waits if isinstance(wait, ModelError)]
    assert (seconds[0], seconds[2], seconds[3]) == (7.0, None, 0.0)
    assert 60 < (seconds[1] or 0) <= 90


def test_another_provider_answers_through_a_tool_call(monkeypatch: pytest.MonkeyPatch) -> None:
    call = {"name": "answer", "args": {"ok": True}, "id": "1", "type": "tool_call"}
    message = AIMessage("", tool_calls=[call], response_metadata={"stop_reason": "end_turn"})
    seen: dict[str, Any] = {}

    class Other(FakeMessagesListChatModel):
        def with_structured_output(self, schema: Any, **options: Any) -> Any:
            seen.update(options, title=schema["title"])
            return self

    monkeypatch.setattr(
        provider, "_open_connection", lambda _: provider.Connection(Other(responses=[message]))
    )
    reply = ask(ModelOptions(model="other:model"))

    assert (reply.text, reply.finish) == ('{"ok": true}', "end_turn")
    assert (seen["title"], seen["include_raw"]) == ("answer", True)
