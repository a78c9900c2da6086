from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from scripts.scripted_server import ScriptedAnswer, answer_plainly, chat_completion, run_scripted_server
from tests.support.command_line import run_cli, run_process

WEAK = "Increase the share of online orders"
BETTER = "Increase the share of online orders from [baseline] to [target]"
KEY = "sk-not-a-real-key"


@pytest.fixture(autouse=True)
def no_model(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """No model of the world outside, and no answers kept among the user's own."""
    for name in ("MODEL", "BASE_URL", "API_KEY", "OFF"):
        monkeypatch.delenv(f"COACH_LLM_{name}", raising=False)
    monkeypatch.setenv("COACH_LLM_STATE", str(folder / "state"))
    monkeypatch.setenv("COACH_LLM_RETRIES", "0")


def improve(*arguments: object) -> dict[str, Any]:
    result = run_cli("improve", WEAK, "--critic", "llm", "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    content: dict[str, Any] = json.loads(result.stdout)
    return content


def test_a_wording_comes_from_the_model_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with run_scripted_server(answer_plainly(0)) as address:
        monkeypatch.setenv("COACH_LLM_MODEL", "openai:scripted")
        monkeypatch.setenv("COACH_LLM_BASE_URL", address)
        content = improve()

    assert (content["source"], content["after"]) == ("llm", BETTER)
    assert content["critic"] == {"used": "llm", "reason": None}


def test_without_a_model_the_template_is_shown_with_the_reason() -> None:
    content = improve()

    assert content["source"] == "template"
    assert "set COACH_LLM_MODEL" in content["critic"]["reason"]


def test_the_reason_is_shown_to_a_person_too() -> None:
    assert "set COACH_LLM_MODEL" in run_cli("improve", WEAK, "--critic", "llm").stdout


def test_the_switch_sends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Mapping[str, Any]] = []

    def answer(question: Mapping[str, Any]) -> ScriptedAnswer:
        asked.append(question)
        return ScriptedAnswer(chat_completion("{}"))

    with run_scripted_server(answer) as address:
        monkeypatch.setenv("COACH_LLM_MODEL", "openai:scripted")
        monkeypatch.setenv("COACH_LLM_BASE_URL", address)
        monkeypatch.setenv("COACH_LLM_OFF", "1")
        content = improve()

    assert asked == []
    assert "switched off" in content["critic"]["reason"]


def test_a_document_asks_once_per_objective(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    asked: list[Mapping[str, Any]] = []

    def answer(question: Mapping[str, Any]) -> ScriptedAnswer:
        asked.append(question)
        user = question["messages"][1]["content"]
        entry = {"observer_can_decide": True, "could_hit_and_fail": False, "points": []}
        ids = range(1, user.count("<key_result ") + 1)
        return ScriptedAnswer(
            chat_completion(json.dumps({"key_results": [{"id": number, **entry} for number in ids]}))
        )

    document = folder / "two.md"
    document.write_text(
        f"# Objective: Shops order alone\n\n- KR1: {WEAK}\n- KR2: Publish 5 guides\n\n"
        "# Objective: Drivers come home on time\n\n- KR1: Late returns from 40 to 10 a week\n",
        encoding="utf-8",
    )
    with run_scripted_server(answer) as address:
        monkeypatch.setenv("COACH_LLM_MODEL", "openai:scripted")
        monkeypatch.setenv("COACH_LLM_BASE_URL", address)
        result = run_cli("review", document, "--critic", "llm", "--format", "json", "--fail-on", "never")

    content = json.loads(result.stdout)
    used = [
        key_result["critic"]["used"]
        for objective in content["objectives"]
        for key_result in objective["key_results"]
    ]
    assert len(asked) == 2
    assert used == ["llm"] * 3


def test_a_batch_is_improved_by_the_model_in_order(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    batch = folder / "batch.jsonl"
    lines = [{"id": number, "key_result": f"Improve the speed of {number} shops"} for number in (70, 80)]
    batch.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with run_scripted_server(answer_plainly(0)) as address:
        monkeypatch.setenv("COACH_LLM_MODEL", "openai:scripted")
        monkeypatch.setenv("COACH_LLM_BASE_URL", address)
        result = run_cli("improve", "--input-format", "jsonl", batch, "--critic", "llm")

    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(line["id"], line["source"]) for line in answers] == [(70, "llm"), (80, "llm")]


def test_the_key_is_shown_nowhere(folder: Path) -> None:
    error = {"error": {"message": f"Incorrect API key provided: {KEY}", "type": "x", "code": "x"}}
    with run_scripted_server(lambda _: ScriptedAnswer(error, 401)) as address:
        result = run_process(
            "improve", WEAK, "--critic", "llm", "--format", "json", cwd=folder,
            COACH_LLM_MODEL="openai:scripted", COACH_LLM_BASE_URL=address, COACH_LLM_API_KEY=KEY,
            OPENAI_LOG="debug",
        )  # fmt: skip

    assert b"401" in result.stdout
    assert KEY.encode() not in result.stdout + result.stderr
    assert not any(KEY in path.read_text("utf-8") for path in folder.rglob("*") if path.is_file())


def test_a_setting_that_does_not_fit_stops_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_LLM_TIMEOUT", "soon")

    result = run_cli("improve", WEAK)

    assert result.exit_code == 2
    assert "COACH_LLM_TIMEOUT" in result.stderr
