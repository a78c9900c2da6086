from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.http_client import HttpClient

EXAMPLES = Path(__file__).parents[2] / "examples"
HISTORY: dict[str, Any] = {
    "id": "a",
    "key_result": {"text": "Orders on time from 60% to 90%", "unit": "%", "baseline": 60, "target": 90},
    "cycle": {"name": "2026-Q4", "start": "2026-10-01", "end": "2026-12-31"},
    "as_of": "2026-11-16",
    "check_ins": [
        {"date": "2026-11-02", "value": 61, "confidence": 8},
        {"date": "2026-11-09", "value": 62, "confidence": 8},
        {"date": "2026-11-16", "value": 62, "confidence": 5, "blockers": ["No fitter before Thursday"]},
    ],
}


def list_files() -> list[dict[str, str]]:
    paths = [EXAMPLES / "teams" / "delivery.md", EXAMPLES / "checkins" / "delivery.csv"]
    return [
        {"name": f"{path.parent.name}/{path.name}", "text": path.read_text(encoding="utf-8")}
        for path in paths
    ]


def test_histories_are_answered_one_by_one(client: HttpClient) -> None:
    response = client.post("/v1/check-in-questions", json={"histories": [HISTORY, {**HISTORY, "id": 2}]})
    content = response.json()

    assert response.status_code == 200
    assert [result["id"] for result in content["results"]] == ["a", 2]
    questions = content["results"][0]["questions"]
    assert any("from 8 to 5" in question["text"] for question in questions)
    assert all(question["fact"] in question["text"] for question in questions if question["fact"])
    assert content["rephrasing"] is None


def test_a_history_that_cannot_be_read_has_an_error_in_its_place(client: HttpClient) -> None:
    broken = {**HISTORY, "id": "b", "cycle": {"name": "soon"}}
    for route in ("/v1/check-in-questions", "/v1/signals"):
        results = client.post(route, json={"histories": [broken, HISTORY]}).json()["results"]

        assert results[0]["id"] == "b"
        assert results[0]["error"]["line"] == 1
        assert "error" not in results[1]


def test_signals_come_with_facts_and_risk(client: HttpClient) -> None:
    [result] = client.post("/v1/signals", json={"histories": [HISTORY]}).json()["results"]

    assert result["schema"] == "coach.signals/v1"
    assert {"behind-pace", "confidence-drop"} <= {signal["name"] for signal in result["signals"]}
    assert 0 <= result["risk"]["probability"] <= 1


def test_files_give_an_agenda_for_each_team(client: HttpClient) -> None:
    response = client.post(
        "/v1/check-in-questions", json={"files": list_files(), "date": "2026-11-09", "minutes": 30}
    )
    [agenda] = response.json()["agendas"]

    assert response.status_code == 200
    assert agenda["team"] == "Delivery"
    assert sum(block["minutes"] for block in agenda["blocks"]) == 30


def test_an_unknown_team_is_a_problem(client: HttpClient) -> None:
    response = client.post(
        "/v1/check-in-questions", json={"files": list_files(), "date": "2026-11-09", "team": "Bakery"}
    )

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert "Delivery" in response.json()["detail"]


def test_a_file_that_cannot_be_read_is_named_and_the_others_count(client: HttpClient) -> None:
    files = [*list_files(), {"name": "broken.json", "text": "{"}]
    content = client.post("/v1/check-in-questions", json={"files": files, "date": "2026-11-09"}).json()

    assert [error["file"] for error in content["errors"]] == ["broken.json"]
    assert len(content["agendas"]) == 1


def test_without_a_model_rephrasing_says_why_nothing_changed(client: HttpClient) -> None:
    plain = client.post("/v1/check-in-questions", json={"histories": [HISTORY]}).json()
    asked = client.post("/v1/check-in-questions", json={"histories": [HISTORY], "rephrase": True}).json()

    assert asked["results"] == plain["results"]
    assert asked["rephrasing"]["reworded"] == 0
    assert asked["rephrasing"]["reasons"] == ["this service has no language model"]


def test_a_request_that_does_not_fit_is_told_where(client: HttpClient) -> None:
    response = client.post("/v1/signals", json={"histories": [{**HISTORY, "as_of": "tomorrow"}]})

    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == "/histories/0/as_of"
