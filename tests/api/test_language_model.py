from __future__ import annotations

import asyncio
import json
from typing import Any

from coach.api.app import create_app
from coach.errors import InternalError, ModelCause, ModelError
from coach.llm.model import ModelRequest
from coach.llm.scripted import ScriptedModel
from tests.support.http_client import HttpClient
from tests.support.llm_service import make_llm_service

WEAK = "Increase the share of online orders to 75%"
BETTER = "Increase the share of online orders from [baseline] to 75%"
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


def test_a_stream_brings_the_findings_first_and_then_the_wording() -> None:
    response = make_client(ScriptedModel(answer)).request(
        "POST", IMPROVE, json={"id": 7, "key_result": WEAK, "critic": "llm"}, headers=STREAM
    )

    assert response.headers["content-type"].startswith("text/event-stream")
    (first, found), (last, improved) = read_events(response.text)
    assert (first, last) == ("findings", "improvement")
    assert [finding["name"] for finding in found["findings"]] == ["missing-baseline"]
    assert (found["id"], improved["id"]) == (7, 7)
    assert (improved["after"], improved["source"]) == (BETTER, "llm")


def test_the_findings_are_sent_before_the_model_is_asked() -> None:
    model = ScriptedModel(answer)
    body = json.dumps({"key_result": WEAK}).encode()
    headers = [(b"accept", b"text/event-stream"), (b"content-type", b"application/json")]
    scope = {"type": "http", "method": "POST", "path": IMPROVE, "headers": headers, "query_string": b""}
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

    asyncio.run(create_app(make_llm_service(model))(scope, receive, send))

    asked_by_then = [asked for _, asked in sent]
    assert sent[0][0].startswith(b"event: findings")
    assert asked_by_then == [0, 1]


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
    assert [finding["name"] for finding in result["findings"]] == ["missing-baseline"]
