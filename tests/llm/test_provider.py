from __future__ import annotations

import asyncio
import gc
import logging
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from langchain_core.language_models import FakeMessagesListChatModel
from langchain_core.messages import AIMessage

from coach.errors import ModelCause, ModelError
from coach.llm import provider
from coach.llm.failures import read_failure
from coach.llm.model import Reply
from coach.llm.options import ModelOptions, Secret
from coach.llm.provider import Lane, build_model
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

    monkeypatch.setattr(provider, "_prepare", lambda _: lambda: Lane(Other(responses=[message])))
    reply = ask(ModelOptions(model="other:model"))

    assert (reply.text, reply.finish) == ('{"ok": true}', "end_turn")
    assert (seen["title"], seen["include_raw"]) == ("answer", True)


def test_a_reply_is_heard_while_it_comes_and_is_the_same_in_the_end() -> None:
    seen: list[Any] = []

    def answer(question: Any) -> ScriptedAnswer:
        seen.append(question)
        return ScriptedAnswer(chat_completion('{"ok": true}'))

    async def run(address: str) -> tuple[Reply, Reply, list[str]]:
        model, heard = build_model(ModelOptions(model="openai:m", base_url=address)), list[str]()
        try:
            whole = await model.ask(make_request())
            return whole, await model.ask(make_request(), heard.append), heard
        finally:
            await model.close()

    with run_scripted_server(answer) as address:
        whole, streamed, heard = asyncio.run(run(address))

    assert streamed == whole
    assert heard == ['{"ok": ', '{"ok": true}']
    assert "stream" not in {name for name, value in seen[0].items() if value}
    assert (seen[1]["stream"], seen[1]["stream_options"]) == (True, {"include_usage": True})


def test_a_stream_of_a_server_that_refuses_fails_as_the_whole_does() -> None:
    async def run(address: str) -> ModelError:
        model = build_model(ModelOptions(model="openai:m", base_url=address))
        try:
            with pytest.raises(ModelError) as caught:
                await model.ask(make_request(), lambda _: None)
            return caught.value
        finally:
            await model.close()

    with run_scripted_server(lambda _: ScriptedAnswer({}, 429, {"retry-after": "3"})) as address:
        failure = asyncio.run(run(address))

    assert (failure.cause, failure.retry_after) == (ModelCause.RATE_LIMITED, 3.0)


def test_many_questions_at_once_are_spread_over_small_pools(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Lane] = []
    prepare = provider._prepare  # noqa: SLF001 - what it returns is counted

    def count(options: ModelOptions) -> Callable[[], Lane]:
        open_lane = prepare(options)

        def open_and_count() -> Lane:
            opened.append(open_lane())
            return opened[-1]

        return open_and_count

    async def run(address: str) -> None:
        model = build_model(ModelOptions(model="openai:m", base_url=address))
        for _ in range(2):
            await asyncio.gather(*(model.ask(make_request(str(number))) for number in range(30)))
        await model.close()

    monkeypatch.setattr(provider, "_prepare", count)
    with run_scripted_server(
        lambda _: ScriptedAnswer(chat_completion('{"ok": true}'), seconds=0.05)
    ) as place:
        asyncio.run(run(place))

    assert [lane.under_way for lane in opened] == [0, 0, 0]


@pytest.mark.parametrize("body", [{"error": {"message": KEY}}, {}, {"choices": None}, {"choices": [{}]}])
def test_an_answer_that_is_no_completion_is_malformed_and_repeats_nothing(body: dict[str, Any]) -> None:
    with run_scripted_server(lambda _: ScriptedAnswer(body)) as address, pytest.raises(ModelError) as caught:
        ask(ModelOptions(model="openai:m", base_url=address))

    assert caught.value.cause is ModelCause.MALFORMED
    assert KEY not in "".join(traceback.format_exception(caught.value))


def test_the_key_is_in_the_request_and_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    model = build_model(options := ModelOptions(model="openai:m", key=Secret(KEY)))

    with run_scripted_server(lambda _: ScriptedAnswer(chat_completion('{"ok": true}'))) as address:
        ask(options._replace(base_url=address))

    assert KEY not in caplog.text
    assert KEY not in repr(model)
    assert "HTTP Request" in caplog.text  # something was logged
