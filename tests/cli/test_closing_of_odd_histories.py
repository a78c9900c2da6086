"""Histories as they must not be: grade, retro and chart name what is wrong or handle it, and never break."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.command_line import Result, run_cli

END = "2026-12-31"
METRIC = {"text": "Orders on time from 60% to 90%", "unit": "%", "baseline": 60, "target": 90}
FALLING = {"text": "Open claims from 40 to 10", "unit": "claims", "baseline": 40, "target": 10}
MILESTONE = {"text": "Open the depot in Kelby", "kind": "milestone", "baseline": None, "target": None}
COMMANDS = ("grade", "retro", "chart")

Write = Callable[..., Path]


def update(day: str, value: object = None, **more: object) -> dict[str, Any]:
    return {"date": day, "value": value, **more}


CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]], float | None, str]] = {
    "before the cycle": (METRIC, [update("2026-09-01", 70), update("2026-11-02", 75)], 0.5, "before-cycle"),
    "after the cycle": (METRIC, [update("2026-11-02", 75), update("2027-01-04", 81)], 0.5, "future-date"),
    "unordered": (METRIC, [update("2026-11-09", 75), update("2026-11-02", 66)], 0.5, "unordered"),
    "twice on a day": (METRIC, [update("2026-11-02", 66), update("2026-11-02", 75)], 0.5, "corrected"),
    "another unit": (METRIC, [update("2026-11-02", 75), update("2026-11-09", "12 days")], 0.5, "other-unit"),
    "no number": (METRIC, [update("2026-11-02", 75), update("2026-11-09", "soon")], 0.5, "not-a-number"),
    "no day": (METRIC, [update("2026-11-02", 75), update("31.11.", 80)], 0.5, "no-date"),
    "confidence of 80": (METRIC, [update("2026-11-02", 75, confidence=80)], 0.5, "confidence-out-of-range"),
    "over 100%": (METRIC, [update("2026-11-02", 150)], 1.0, ""),
    "below the baseline": (METRIC, [update("2026-11-02", 30)], 0.0, ""),
    "falling": (FALLING, [update("2026-11-02", 25)], 0.5, ""),
    "falling below zero": (FALLING, [update("2026-11-02", -3)], 1.0, ""),
    "target equal to baseline": ({**METRIC, "target": 60}, [update("2026-11-02", 75)], None, ""),
    "no baseline": ({**METRIC, "baseline": None}, [update("2026-11-02", 75)], None, ""),
    "no target": ({**METRIC, "target": None}, [update("2026-11-02", 75)], None, ""),
    "milestone without zones": (MILESTONE, [update("2026-11-02", 0.6)], 0.0, ""),
    "milestone done": (MILESTONE, [update("2026-11-02", 1)], 1.0, ""),
    "no check-ins": (METRIC, [], None, ""),
    "notes only": (METRIC, [update("2026-11-02", note="Went well")], None, ""),
    "huge": (METRIC, [update("2026-11-02", 9e14), update("2026-11-09", -9e14)], 0.0, ""),
}


@pytest.fixture
def write(folder: Path) -> Write:
    def write_history(key_result: dict[str, Any], check_ins: list[dict[str, Any]], **more: object) -> Path:
        row = {
            "id": "a",
            "key_result": key_result,
            "cycle": {"name": "2026-Q4"},
            "check_ins": check_ins,
            **more,
        }
        path = folder / "histories.jsonl"
        path.write_text(json.dumps(row) + "\n", encoding="utf-8")
        return path

    return write_history


def check_is_calm(result: Result, code: int = 0) -> None:
    assert result.exit_code == code, result.stderr
    assert "internal error" not in result.stderr
    assert "Traceback" not in result.stderr
    assert not re.search(r"\b(nan|inf|None)\b", result.stdout)


@pytest.mark.parametrize("name", CASES)
def test_the_grade_is_right_or_missing_with_a_reason_and_the_fault_is_named(write: Write, name: str) -> None:
    key_result, check_ins, grade, code = CASES[name]
    result = run_cli("grade", write(key_result, check_ins), "--date", END, "--format", "json")
    content = json.loads(result.stdout)
    [graded] = content["teams"][0]["key_results"]

    assert result.exit_code == 0, result.stderr
    assert graded["grade"] == grade
    assert graded["reason"]
    assert [problem["code"] for problem in content["problems"]] == ([code] if code else [])


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("day", ["2026-09-01", "2026-10-01", "2026-11-16", END, "2027-06-01"])
def test_every_day_of_looking_ends_in_words(write: Write, command: str, name: str, day: str) -> None:
    key_result, check_ins, _, _ = CASES[name]

    check_is_calm(run_cli(command, write(key_result, check_ins), "--date", day))


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("output_format", ["svg", "html"])
def test_every_odd_history_can_be_drawn(write: Write, name: str, output_format: str) -> None:
    key_result, check_ins, _, _ = CASES[name]
    path = write(key_result, check_ins)
    result = run_cli("chart", path, "--date", "2026-11-16", "--format", output_format, "--output", "drawn")
    found = Path("drawn") / "a.svg" if output_format == "svg" else Path("drawn")
    numbers = re.findall(r'\b(?:x|y|cx|cy|x1|y1|points|height)="([^"]*)"', found.read_text(encoding="utf-8"))

    check_is_calm(result)
    assert numbers
    assert all(re.fullmatch(r"[\d., -]+", number) for number in numbers)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"cycle": {"name": "soon"}}, "the cycle has no start"),
        ({"cycle": {"start": "2026-12-31", "end": "2026-10-01"}}, "histories.jsonl:1"),
        ({"key_result": {"text": ""}}, '"text" of the key result is missing'),
        ({"key_result": {**METRIC, "target": "ninety"}}, '"target" is no number'),
        ({"check_ins": "none"}, '"check_ins" is no list'),
    ],
)
def test_a_history_that_cannot_be_read_is_placed(
    write: Write, command: str, change: dict[str, Any], said: str
) -> None:
    result = run_cli(command, write(**{"key_result": METRIC, "check_ins": [], **change}), "--date", END)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "histories.jsonl:1" in result.stderr
    assert "internal error" not in result.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_a_second_history_with_the_same_id_is_told_and_the_first_counts(
    write: Write, command: str, folder: Path
) -> None:
    path = write(METRIC, [update("2026-11-02", 75)])
    (folder / "more.jsonl").write_bytes(path.read_bytes())
    result = run_cli(command, path, "more.jsonl", "--date", END)

    assert result.exit_code == 2
    assert "more.jsonl:1: another history has this id too" in result.stderr
    assert "Orders on time" in result.stdout


def test_histories_without_an_id_are_told_apart_by_their_place(write: Write) -> None:
    path = write(METRIC, [update("2026-11-02", 75)], id=None)
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    content = json.loads(run_cli("grade", path, "--date", END, "--format", "json").stdout)
    ids = [graded["id"] for graded in content["teams"][0]["key_results"]]

    assert [each.rpartition(":")[2] for each in ids] == ["1", "2"]


@pytest.mark.parametrize("command", COMMANDS)
def test_check_ins_without_their_document_are_named(folder: Path, command: str) -> None:
    (folder / "care.csv").write_text("date,key_result_id,value\n2026-11-02,KR 1.1,4\n", encoding="utf-8")
    result = run_cli(command, "care.csv", "--date", END)

    assert result.exit_code == 2
    assert "no key results to follow" in result.stderr
    assert "belong to no OKR document" in result.stderr


def test_a_cell_of_the_table_of_grades_is_no_formula(write: Write) -> None:
    path = write({**METRIC, "label": '=HYPERLINK("x")'}, [update("2026-11-02", 75)], team="@Care")
    lines = run_cli("grade", path, "--date", END, "--format", "csv").stdout.splitlines()

    assert lines[0].removeprefix("\ufeff").startswith("team,objective,objective_grade,id,key_result,grade")
    assert lines[1].startswith("'@Care,,0.5,a,\"'=HYPERLINK")
    assert len(lines) == 2
