from __future__ import annotations

from typing import Any

import pytest

from coach.api.audit_models import MAX_OKRS
from tests.support.http_client import HttpClient

GOALS = [
    {"id": "c1", "level": "company", "team": "Northwind", "objective": "Parcels arrive when promised",
     "key_results": ["Parcels delivered on time from 91% to 97%"]},
    {"id": "c2", "level": "company", "team": "Northwind", "objective": "Drivers want to stay"},
]  # fmt: skip
ROUTES = {
    "id": "r1", "team": "Routes", "objective": "Rounds that fit into a shift", "parent_ids": ["c1"],
    "key_results": ["Parcels that come late from 900 to 300 a week"], "origin": "team",
    "published": "2026-09-20",
}  # fmt: skip


def audit(client: HttpClient, **body: Any) -> Any:
    response = client.post("/v1/audits", {"okrs": [*GOALS, ROUTES], **body})
    assert response.status_code == 200, response.text
    return response.json()


def test_an_organisation_is_audited_while_the_caller_waits(client: HttpClient) -> None:
    answer = audit(client)

    assert answer["schema"] == "coach.audit/v1"
    assert [gap["nodes"] for gap in answer["gaps"] if gap["kind"] == "uncovered"] == [["c2"]]
    assert answer["nodes"][2]["published"] == "2026-09-20"
    assert [problem["code"] for problem in answer["problems"]].count("no-encoder") == 1
    assert [len(row["parents"]) for row in answer["candidates"]] == [2]


def test_documents_are_read_as_files_are(client: HttpClient) -> None:
    text = "---\nteam: Depot\nlevel: team\n---\n\n## O1: Parcels are found\n\n- Searches from 40 to 10\n"

    answer = audit(client, documents=[{"name": "depot.md", "text": text}])

    [node] = [node for node in answer["nodes"] if node["team"] == "Depot"]
    assert node["location"] == {"file": "depot.md", "line": 6}


def test_decisions_limits_threshold_and_candidates_are_honoured(client: HttpClient) -> None:
    [gap] = [gap for gap in audit(client)["gaps"] if gap["kind"] == "uncovered"]

    answer = audit(
        client,
        decisions=[
            {"gap": gap["id"], "confirmed": False, "reason": "next year"},
            {"child": "r1", "parent": "c1", "confirmed": True},
        ],
        limits={"max_objectives": 1},
        threshold=0.9,
        candidates="all",
    )

    assert [gap["evidence"][-1] for gap in answer["dismissed"]] == ["dismissed: next year"]
    assert [link["status"] for link in answer["links"] if link["parent"] == "c1"] == ["confirmed"]
    assert "structure" in {gap["kind"] for gap in answer["gaps"]}
    assert answer["threshold"] == 0.9


def test_more_okrs_than_one_request_takes_are_refused_with_the_way_out(client: HttpClient) -> None:
    okrs = [{"objective": f"Goal {number}"} for number in range(MAX_OKRS + 1)]

    response = client.post("/v1/audits", {"okrs": okrs})

    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
    assert "501 OKRs; one request takes 500, `coach audit` takes any number" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "detail"),
    [
        ({}, 422, "no objective was found"),
        ({"okrs": [{"objective": ""}]}, 422, "/okrs/0/objective"),
        ({"okrs": GOALS, "candidates": 0}, 422, "/candidates"),
        ({"okrs": GOALS, "decisions": [{"confirmed": True}]}, 422, "needs `child` and `parent`, or `gap`"),
        ({"okrs": GOALS, "documents": [{"name": "a.json", "text": "{", "format": "json"}]}, 422, "a.json:1"),
        ({"okrs": GOALS, "limits": {"max_team": 3}}, 422, "/limits/max_team"),
    ],
)
def test_a_body_that_does_not_fit_is_explained(
    client: HttpClient, body: dict[str, Any], status: int, detail: str
) -> None:
    response = client.post("/v1/audits", body)

    assert response.status_code == status
    assert detail in response.json()["detail"]


def test_an_organisation_of_one_okr_is_no_error(client: HttpClient) -> None:
    answer = client.post("/v1/audits", {"okrs": GOALS[:1]}).json()

    assert "single-node" in {problem["code"] for problem in answer["problems"]}
    assert answer["metrics"]["supported_share"] is None
