from __future__ import annotations

import coach
from coach.rules import catalogue
from tests.support.http_client import HttpClient


def test_every_rule_is_listed_with_its_document(client: HttpClient) -> None:
    rules = client.get("/v1/rules").json()["rules"]

    assert [rule["code"] for rule in rules] == [rule.code for rule in catalogue().rules]
    assert all("## Weak" in rule["document"] for rule in rules)


def test_a_rule_is_found_by_code_and_by_name(client: HttpClient) -> None:
    by_name = client.get("/v1/rules/redacted-target").json()

    assert by_name == client.get("/v1/rules/KR105").json()
    assert by_name["code"] == "KR105"


def test_an_unknown_rule_is_a_problem(client: HttpClient) -> None:
    answer = client.get("/v1/rules/KR999")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert "KR999" in answer.json()["detail"]


def test_the_server_says_that_it_answers(client: HttpClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok", "version": coach.__version__}
