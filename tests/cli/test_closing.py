from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.closings import SHEET
from tests.support.command_line import run_cli

CHECK_INS = """date,key_result_id,value,confidence,note
2026-01-08,KR 1.1,42%,8,
2026-01-15,KR 1.1,52%,8,New phone tree is live
2026-03-26,KR 1.1,55%,8,
2026-03-26,KR 9.9,1,,
"""


@pytest.fixture
def quarter(folder: Path) -> Path:
    """A team's sheet and its check-ins."""
    (folder / "care.md").write_text(SHEET, encoding="utf-8")
    (folder / "care.csv").write_text(CHECK_INS, encoding="utf-8")
    return folder


def test_grades_come_with_what_could_not_be_used(quarter: Path) -> None:
    result = run_cli("grade", quarter, "--date", "2026-03-31", "--format", "json")
    content = json.loads(result.stdout)
    [care] = content["teams"]
    assert [entry["grade"] for entry in care["key_results"]] == [0.75, None]
    [problem] = content["problems"]
    assert (problem["code"], problem["line"]) == ("unknown-key-result", 5)
    assert problem["file"].endswith("care.csv")
    assert "KR 9.9" in problem["message"]


def test_grades_read_as_text(quarter: Path) -> None:
    result = run_cli("grade", quarter, "--date", "2026-03-31")
    assert "- KR 1.1 Complaints answered within a day: 0.75" in result.stdout
    assert "care.csv:5" in result.stderr


def test_a_retrospective_names_what_moved_the_number(quarter: Path) -> None:
    result = run_cli("retro", quarter, "--date", "2026-03-31", "--format", "markdown")
    assert "## What happened" in result.stdout
    assert "New phone tree is live" in result.stdout


def test_an_unknown_team_is_answered_with_those_that_exist(quarter: Path) -> None:
    result = run_cli("retro", quarter, "--team", "Sales")
    assert result.exit_code == 2
    assert "there is no team 'Sales'; there are Care" in result.stderr


def test_a_day_that_is_none_is_named(quarter: Path) -> None:
    result = run_cli("grade", quarter, "--date", "31.3.")
    assert result.exit_code == 2
    assert "2026-11-16 (at '31.3.')" in result.stderr


def test_nothing_to_follow_is_said(folder: Path) -> None:
    (folder / "notes.md").write_text("Nothing here\n", encoding="utf-8")
    result = run_cli("grade", folder)
    assert result.exit_code == 2
    assert "no key results to follow" in result.stderr
