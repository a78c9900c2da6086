from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from coach.api.app import create_app
from coach.api.limits import MAX_BODY_BYTES
from coach.service import Service
from tests.support.http_client import HttpClient

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 100_000, 400),
        (b"", 422),
        (b"3", 422),
        (b"null", 422),
        (b'"key_results"', 422),
        (b'{"text": 3}', 422),
        (b'{"text": "a", "format": "pdf"}', 422),
        (b'{"text": "a", "colour": "red"}', 422),
        (b'{"text": "\\ud800"}', 422),
        (b'{"text": "a\\u0000b"}', 400),
        (b'{"text": "  "}', 400),
        (b'{"text": "{", "format": "json"}', 422),
        (b'{"key_results": []}', 422),
        (b'{"key_results": [{"id": 1}]}', 422),
        (b'{"key_results": [{"key_result": "a", "id": NaN}]}', 422),
    ],
)
def test_a_request_that_cannot_be_used_is_a_problem(client: HttpClient, content: bytes, status: int) -> None:
    answer = client.request("POST", "/v1/review", content=content, headers=JSON)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["title"]
    assert "Traceback" not in answer.text


def test_a_fault_has_a_pointer_into_the_body(client: HttpClient) -> None:
    answer = client.post("/v1/review", {"key_results": [{"key_result": "a"}, {"key_result": 3}]})

    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/key_results/1/key_result"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nowhere", 404), ("DELETE", "/healthz", 405)]
)
def test_what_is_not_there_is_a_problem(client: HttpClient, method: str, path: str, status: int) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_over_the_limit_is_refused(client: HttpClient) -> None:
    answer = client.request("POST", "/v1/review", content=b" " * (MAX_BODY_BYTES + 1), headers=JSON)

    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_of_unknown_length_is_not_read_past_the_limit(client: HttpClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 50 * MAX_BODY_BYTES:
            sent += 1_000_000
            yield b" " * 1_000_000

    answer = client.request("POST", "/v1/review", content=endless(), headers=JSON)

    assert answer.status_code == 413
    assert sent <= MAX_BODY_BYTES + 2_000_000


def test_a_defect_says_nothing_about_the_inside() -> None:
    class Broken(Service):
        def rules(self) -> Any:
            raise ZeroDivisionError("secret")

    answer = HttpClient(create_app(Broken())).get("/v1/rules")

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "secret" not in answer.text
    assert "ZeroDivisionError" not in answer.text
