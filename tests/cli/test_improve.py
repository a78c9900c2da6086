from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_line import run_cli


def test_a_task_is_answered_with_questions_and_without_new_numbers() -> None:
    result = run_cli("improve", "Launch the patient portal", "--format", "json")

    content = json.loads(result.stdout)
    assert result.exit_code == 0
    assert content["schema"] == "coach.improve/v1"
    assert content["before"] == "Launch the patient portal"
    assert not any(character.isdigit() for character in content["after"])


def test_text_is_the_default() -> None:
    assert "Launch the patient portal" in run_cli("improve", "Launch the patient portal").stdout


def test_a_key_result_is_read_from_standard_input() -> None:
    result = run_cli("improve", "-", "--format", "jsonl", stdin=b"Launch the patient portal\n")

    assert json.loads(result.stdout)["before"] == "Launch the patient portal"


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_text_is_an_error(text: str) -> None:
    result = run_cli("improve", text)

    assert result.exit_code == 2
    assert "give the key result in quotes" in result.stderr


def test_a_batch_is_answered_line_by_line_in_order(folder: Path) -> None:
    path = folder / "batch.jsonl"
    path.write_text(
        '{"id": 1, "key_result": "Launch the patient portal", "objective": "Patients find us"}\n'
        "[]\n"
        '{"id": 2, "key_result": "Share of tenders won from 20% to 30%"}\n',
        encoding="utf-8",
    )

    result = run_cli("improve", "--input-format", "jsonl", path)

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["id"] for line in lines] == [1, None, 2]
    assert lines[1]["error"]["line"] == 2
    assert {line["schema"] for line in lines} == {"coach.improve/v1"}
    assert result.exit_code == 2


def test_a_missing_batch_is_named() -> None:
    result = run_cli("improve", "--input-format", "jsonl", "nowhere.jsonl")

    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.stderr


def test_markup_of_the_terminal_library_stays_text() -> None:
    assert "[red]portal[/red]" in run_cli("improve", "Launch the [red]portal[/red]").stdout


def test_a_batch_with_an_objective_option_is_refused() -> None:
    assert run_cli("improve", "--input-format", "jsonl", "f", "--objective", "x").exit_code == 2
