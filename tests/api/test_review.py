from __future__ import annotations

import json

from coach.output.json_v1 import render
from coach.output.report import Report
from coach.service import Service
from tests.support.http_client import HttpClient
from tests.support.reviews import HIDDEN, OKRS, read_markdown


def test_a_document_is_answered_as_by_the_command_line(client: HttpClient) -> None:
    answer = client.post("/v1/review", {"text": OKRS, "format": "markdown", "name": "okrs.md"})

    expected = json.loads(render(Report((Service().review_document(read_markdown()),)), ()))
    assert answer.status_code == 200
    assert answer.json() == expected


def test_markdown_is_the_default_format(client: HttpClient) -> None:
    assert len(client.post("/v1/review", {"text": OKRS}).json()["objectives"][0]["key_results"]) == 2


def test_key_results_are_answered_in_order_and_a_broken_one_has_an_error_in_its_place(
    client: HttpClient,
) -> None:
    items = [
        {"id": 2, "key_result": HIDDEN, "objective": "Hospitals choose us"},
        {"id": "b", "key_result": " "},
    ]

    results = client.post("/v1/review", {"key_results": [*items, {"key_result": HIDDEN}]}).json()["results"]

    assert [result["id"] for result in results] == [2, "b", None]
    assert results[1]["error"]["line"] == 2
    assert {result["schema"] for result in results} == {"coach.review/v1"}
    assert "KR105" in {finding["code"] for finding in results[0]["findings"]}
    assert results[0]["critic"] == {"used": "rules", "reason": None}


def test_an_improvement_holds_no_number_that_the_text_lacks(client: HttpClient) -> None:
    answer = client.post(
        "/v1/key-results/improve",
        {"id": 7, "key_result": "Launch the portal", "objective": "Patients find us"},
    )

    assert answer.status_code == 200
    assert answer.json()["id"] == 7
    assert not any(character.isdigit() for character in answer.json()["after"])
