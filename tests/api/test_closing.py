from __future__ import annotations

from typing import Any

import pytest

from tests.api.test_check_ins import HISTORY, list_files
from tests.support.http_client import HttpClient

CLOSED = {key: value for key, value in HISTORY.items() if key != "as_of"}
UPDATE = HISTORY["check_ins"][0]
END = "2026-12-31"
ROUTES = ["/v1/grades", "/v1/retrospectives"]


def close(client: HttpClient, route: str, *histories: dict[str, Any]) -> dict[str, Any]:
    response = client.post(route, json={"histories": list(histories), "date": END})
    assert response.status_code == 200, response.text
    content: dict[str, Any] = response.json()
    return content


def test_grades_come_with_their_reading_and_a_proposal(client: HttpClient) -> None:
    content = close(client, "/v1/grades", CLOSED)
    [team] = content["teams"]
    [graded] = team["key_results"]

    assert content["schema"] == "coach.grades/v1"
    assert (graded["id"], graded["grade"], graded["proposal"]) == ("a", 0.06, "modify")
    assert graded["reason"] == "from 60% to 62%, target 90%"
    assert team["objectives"][0]["grade"] == 0.06


def test_key_results_are_rolled_up_by_team_and_objective(client: HttpClient) -> None:
    rows = [
        {**CLOSED, "id": "a", "team": "Vans", "objective": "On time"},
        {**CLOSED, "id": "b", "team": "Shops", "objective": "Full shelves"},
        {**CLOSED, "id": "c", "team": "Vans", "objective": "On time", "check_ins": []},
    ]
    teams = close(client, "/v1/grades", *rows)["teams"]

    assert [team["team"] for team in teams] == ["Vans", "Shops"]
    [rolled] = teams[0]["objectives"]
    assert (rolled["objective"], rolled["graded"], rolled["ungraded"]) == ("On time", 1, 1)


def test_a_retrospective_quotes_what_happened(client: HttpClient) -> None:
    content = client.post("/v1/retrospectives", json={"files": list_files(), "date": END}).json()
    [team] = content["teams"]

    assert content["schema"] == "coach.retrospective/v1"
    assert team["team"] == "Delivery"
    assert "dependency" in {happening["kind"] for happening in team["happenings"]}
    assert all(question["fact"] in question["text"] for question in team["questions"] if question["fact"])
    assert team["learnings"]


@pytest.mark.parametrize("route", ROUTES)
def test_a_history_that_cannot_be_read_is_named_and_the_others_count(client: HttpClient, route: str) -> None:
    content = close(client, route, CLOSED, {**CLOSED, "id": "b", "cycle": {"name": "soon"}})

    assert len(content["teams"]) == 1
    [error] = content["errors"]
    assert (error["file"], error["line"], error["text"]) == ("histories", 2, "soon")


def test_a_second_history_with_the_same_id_is_an_error(client: HttpClient) -> None:
    content = close(client, "/v1/grades", CLOSED, CLOSED)

    assert len(content["teams"][0]["key_results"]) == 1
    assert [(error["line"], error["text"]) for error in content["errors"]] == [(2, "a")]


def test_check_ins_after_the_day_are_counted_and_not_used(client: HttpClient) -> None:
    response = client.post("/v1/grades", json={"histories": [CLOSED], "date": "2026-11-03"})
    content = response.json()

    assert content["teams"][0]["key_results"][0]["grade"] == 0.03
    assert [problem["code"] for problem in content["problems"]] == ["future-date"]
    assert content["problems"][0]["message"].startswith("2 check-ins lie after 2026-11-03")


@pytest.mark.parametrize("route", ROUTES)
def test_an_unknown_team_is_a_problem(client: HttpClient, route: str) -> None:
    response = client.post(route, json={"files": list_files(), "date": END, "team": "Bakery"})

    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert "Delivery" in response.json()["detail"]


@pytest.mark.parametrize("route", ROUTES)
def test_files_without_a_key_result_are_a_problem(client: HttpClient, route: str) -> None:
    response = client.post(route, json={"files": [{"name": "a.md", "text": "Nothing"}], "date": END})

    assert response.status_code == 422
    assert "no key results to follow" in response.json()["detail"]


def test_check_ins_without_their_document_are_named(client: HttpClient) -> None:
    [_, check_ins] = list_files()
    response = client.post("/v1/grades", json={"files": [check_ins], "date": END})

    assert response.status_code == 422
    assert "belong to no OKR document" in response.json()["detail"]


@pytest.mark.parametrize("route", [*ROUTES, "/v1/check-in-questions"])
@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"histories": []}, "/histories"),
        ({"histories": [CLOSED] * 1_001}, "/histories"),
        ({"histories": [{**CLOSED, "check_ins": [UPDATE] * 2_001}]}, "/histories/0/check_ins"),
        ({"histories": [{**CLOSED, "colour": "red"}]}, "/histories/0/colour"),
        ({"files": [{"name": "a.md", "text": "a"}], "date": "soon"}, "/date"),
        ({"files": [{"name": "a.md", "text": "a"}], "date": 0}, "/date"),
        ({"files": [{"name": "a.md", "text": "a"}], "date": "1767139200"}, "/date"),
        ({"files": [{"name": "a.md", "text": "a"}] * 1_001, "date": END}, "/files"),
    ],
)
def test_a_request_that_does_not_fit_is_told_where(
    client: HttpClient, route: str, changed: dict[str, Any], pointer: str
) -> None:
    request = changed if "files" in changed or route.endswith("questions") else {"date": END, **changed}
    response = client.post(route, json=request)

    assert response.status_code == 422
    assert pointer in {fault["pointer"] for fault in response.json()["errors"]}
