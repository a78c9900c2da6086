from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import httpx

from coach.api.app import create_app
from coach.errors import InternalError, ModelCause, ModelError
from coach.llm.door import ModelDoor
from coach.llm.model import Hear, ModelRequest, Reply
from coach.llm.options import ModelOptions
from coach.llm.scripted import ScriptedModel
from coach.service import Service
from tests.support.http_client import HttpClient
from tests.support.llm_service import make_llm_service

WEAK = "Increase the share of online orders"
BETTER = "Increase the share of online orders from [baseline] to [target]"
IMPROVE = "/v1/key-results/improve"
STREAM = {"accept": "text/event-stream"}


def answer(request: ModelRequest) -> dict[str, Any]:
    if request.schema_name == "rewrite":
        return {"candidates": [{"text": BETTER, "change": "It says where the share starts."}]}
    entry = {"observer_can_decide": True, "could_hit_and_fail": True, "points": []}
    count = request.user.count("<key_result ")
    return {"key_results": [{"id": number, **entry} for number in range(1, count + 1)]}


def make_client(model: ScriptedModel) -> HttpClient:
    return HttpClient(create_app(make_llm_service(model)))


def read_events(text: str) -> list[tuple[str, dict[str, Any]]]:
    events = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        events.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return events


def make_scope() -> dict[str, Any]:
    headers = [(b"accept", b"text/event-stream"), (b"content-type", b"application/json")]
    return {"type": "http", "method": "POST", "path": IMPROVE, "headers": headers, "query_string": b""}


def test_a_stream_brings_the_findings_first_and_then_the_wording() -> None:
    response = make_client(ScriptedModel(answer)).request(
        "POST", IMPROVE, json={"id": 7, "key_result": WEAK, "critic": "llm"}, headers=STREAM
    )

    assert response.headers["content-type"].startswith("text/event-stream")
    (first, found), *_, (last, improved) = read_events(response.text)
    assert (first, last) == ("findings", "improvement")
    assert [finding["name"] for finding in found["findings"]] == ["missing-target"]
    assert (found["id"], improved["id"]) == (7, 7)
    assert (improved["after"], improved["source"]) == (BETTER, "llm")


def test_a_stream_shows_each_wording_that_passed_and_is_the_best_so_far() -> None:
    longer = "Increase the share of all online orders from [baseline] to [target]"
    invented = "Increase the share of online orders from 40% to 90%"
    wordings = [{"text": text, "change": ""} for text in (invented, longer, BETTER)]
    model = ScriptedModel([{"candidates": wordings}])

    response = make_client(model).request("POST", IMPROVE, json={"key_result": WEAK}, headers=STREAM)

    shown = [(name, event.get("after")) for name, event in read_events(response.text)]
    assert shown == [
        ("findings", None),
        ("candidate", longer),
        ("candidate", BETTER),
        ("improvement", BETTER),
    ]


def test_a_wording_that_was_shown_goes_when_the_answer_breaks() -> None:
    broken = json.dumps({"candidates": [{"text": BETTER, "change": ""}] * 2})[:-2]

    response = make_client(ScriptedModel([broken])).request(
        "POST", IMPROVE, json={"key_result": WEAK}, headers=STREAM
    )

    (_, _), (early, _), (last, improved) = read_events(response.text)
    assert (early, last) == ("candidate", "improvement")
    assert (improved["source"], improved["critic"]["reason"]) == ("template", "the model's answer is no JSON")


def test_who_does_not_stream_has_a_model_that_is_not_heard() -> None:
    heard: list[object] = []

    class Listening(ScriptedModel):
        async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Reply:
            heard.append(hear)
            return await super().ask(request, hear)

    make_client(Listening(answer)).post(IMPROVE, {"key_result": WEAK})

    assert heard == [None]


def test_a_caller_who_goes_away_stops_the_question() -> None:
    stopped: list[bool] = []

    class Endless(ScriptedModel):
        async def ask(self, request: ModelRequest, hear: Hear | None = None) -> Reply:
            self.requests.append(request)
            if hear is not None:
                hear("")
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                stopped.append(True)
                raise
            raise AssertionError

    asked = asyncio.Event()
    body = json.dumps({"key_result": WEAK}).encode()
    waiting = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in waiting:
            return message
        await asked.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message.get("body"):
            asyncio.get_running_loop().call_later(0, asked.set)

    async def run() -> None:
        await create_app(make_llm_service(Endless([])))(make_scope(), receive, send)

    asyncio.run(run())

    assert stopped == [True]


def test_the_server_answers_while_the_model_is_loaded() -> None:
    gate = threading.Event()

    def build(_: ModelOptions) -> ScriptedModel:
        gate.wait(timeout=30)
        return ScriptedModel(answer)

    door = ModelDoor(ModelOptions(), build)
    app = create_app(Service(model=lambda: door, close=door.close))

    async def run() -> int:
        transport = httpx.ASGITransport(app)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://coach.test") as client,
        ):
            status = (await client.get("/healthz")).status_code
            assert not gate.is_set()
            gate.set()
            return status

    assert asyncio.run(run()) == 200


def test_the_findings_are_sent_before_the_model_is_asked() -> None:
    model = ScriptedModel(answer)
    body = json.dumps({"key_result": WEAK}).encode()
    sent: list[tuple[bytes, int]] = []

    waiting = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> dict[str, Any]:
        for message in waiting:
            return message
        await asyncio.Event().wait()  # a caller who stays
        raise AssertionError

    async def send(message: Any) -> None:
        if message.get("body"):
            sent.append((message["body"], len(model.requests)))

    asyncio.run(create_app(make_llm_service(model))(make_scope(), receive, send))

    asked_by_then = [asked for _, asked in sent]
    assert sent[0][0].startswith(b"event: findings")
    assert asked_by_then == [0, 1, 1]


def test_a_line_end_in_the_text_ends_no_event() -> None:
    response = make_client(ScriptedModel(answer)).request(
        "POST", IMPROVE, json={"key_result": f"{WEAK}\n\nevent: owned\u2028data: 1"}, headers=STREAM
    )

    assert [name for name, _ in read_events(response.text)] == ["findings", "improvement"]


def test_bad_input_is_a_problem_and_no_stream() -> None:
    response = make_client(ScriptedModel(answer)).request(
        "POST", IMPROVE, json={"key_result": ""}, headers=STREAM
    )

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_a_defect_on_the_way_ends_the_stream_with_a_problem() -> None:
    def fail(_: ModelRequest) -> str:
        raise InternalError("the script is broken")

    response = make_client(ScriptedModel(fail)).request(
        "POST", IMPROVE, json={"key_result": WEAK}, headers=STREAM
    )

    assert [name for name, _ in read_events(response.text)] == ["findings", "problem"]


def test_without_a_stream_the_answer_comes_whole() -> None:
    content = make_client(ScriptedModel(answer)).post(IMPROVE, {"key_result": WEAK}).json()

    assert content["after"] == BETTER
    assert content["critic"] == {"used": "llm", "reason": None}


def test_a_request_may_do_without_the_model() -> None:
    model = ScriptedModel(answer)

    content = make_client(model).post(IMPROVE, {"key_result": WEAK, "critic": "rules"}).json()

    assert content["source"] == "template"
    assert model.requests == []


def test_a_model_that_is_away_is_told_beside_the_template() -> None:
    away = ScriptedModel([ModelError(ModelCause.OVER_BUDGET, "the money of this day is used up")])

    content = make_client(away).post(IMPROVE, {"key_result": WEAK}).json()

    assert content["source"] == "template"
    assert content["critic"] == {"used": "rules", "reason": "the money of this day is used up"}


def test_a_batch_is_reviewed_with_the_two_tests() -> None:
    content = (
        make_client(ScriptedModel(answer))
        .post("/v1/review", {"key_results": [{"key_result": WEAK}], "critic": "llm"})
        .json()
    )

    [result] = content["results"]
    assert result["tests"] == {"observer_can_decide": True, "could_hit_and_fail": True}
    assert result["critic"]["used"] == "llm"
    assert [finding["name"] for finding in result["findings"]] == ["missing-target"]
