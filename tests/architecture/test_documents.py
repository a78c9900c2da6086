"""What the documents and the example company say must stay true of the files that they speak of."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from coach.domain.finding import IssueKind

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
TEAMS = ("clinics", "customer-care", "delivery", "it", "plant")


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def read_check_ins(team: str) -> list[dict[str, Any]]:
    table = EXAMPLES / "checkins" / f"{team}.csv"
    if table.exists():
        with table.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
        return [{**row, "date": date.fromisoformat(row["date"])} for row in rows]
    content = yaml.safe_load(table.with_suffix(".yaml").read_text(encoding="utf-8"))
    entries: list[dict[str, Any]] = content["checkins"]
    return entries


def labels_in_sheet(team: str) -> set[str]:
    sheet = next((EXAMPLES / "teams").glob(f"{team}.*"))
    if sheet.suffix == ".xlsx":
        rows = openpyxl.load_workbook(sheet).worksheets[0].iter_rows(values_only=True)
        text = "\n".join(str(cell) for row in rows for cell in row)
    else:
        text = sheet.read_text(encoding="utf-8")
    return set(re.findall(r"KR \d\.\d", text))


@pytest.mark.parametrize(
    ("language", "border", "path"),
    [
        ("python", r"\n\n\n", "coach/rules/redacted_target.py"),
        ("markdown", r"(?m:^(?=## ))", "tests/rules/redacted_target.md"),
    ],
)
def test_what_the_recipe_quotes_stands_in_the_file(language: str, border: str, path: str) -> None:
    fence = re.compile(rf"^(`{{3,4}}){language}\n(.+?)^\1$", re.MULTILINE | re.DOTALL)
    quoted = [match[2] for match in fence.finditer(read("CONTRIBUTING.md"))]
    assert quoted
    for part in (part for block in quoted for part in re.split(border, block)):
        assert part.strip() in read(path)


def test_every_dependency_has_a_line_of_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    requirements = [*project["dependencies"]]
    for extra in project.get("optional-dependencies", {}).values():
        requirements.extend(extra)
    names = {re.split(r"[<>=\[;~ ]", requirement)[0] for requirement in requirements} - {"okr-coach"}
    rows = re.findall(r"^\| ([\w, -]+) \| (.+) \|$", read("docs/adr/0006-dependencies.md"), re.MULTILINE)
    explained = {name for cell, _ in rows for name in cell.split(", ")}
    assert names - explained == set()


def test_every_issue_kind_is_in_the_glossary() -> None:
    glossary = read("docs/glossary.md")
    assert [kind.value for kind in IssueKind if f"- **{kind.value}**:" not in glossary] == []


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(path.name[:4]) for path in (ROOT / "docs/adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("team", TEAMS)
def test_every_check_in_belongs_to_a_key_result_of_the_teams_sheet(team: str) -> None:
    assert {entry["key_result_id"] for entry in read_check_ins(team)} <= labels_in_sheet(team)


@pytest.mark.parametrize("team", TEAMS)
def test_check_ins_are_in_order_and_inside_the_cycle(team: str) -> None:
    dates = [entry["date"] for entry in read_check_ins(team)]
    assert dates == sorted(dates)
    assert date(2026, 10, 1) <= dates[0] <= dates[-1] <= date(2026, 12, 31)


@pytest.mark.parametrize("team", TEAMS)
def test_a_key_result_has_one_check_in_a_day_with_a_confidence_from_0_to_10(team: str) -> None:
    entries = read_check_ins(team)
    assert len({(entry["date"], entry["key_result_id"]) for entry in entries}) == len(entries)
    assert all(0 <= int(entry["confidence"]) <= 10 for entry in entries)


def test_the_list_of_key_results_keeps_the_batch_contract() -> None:
    lines = [json.loads(line) for line in read("examples/key_results.jsonl").splitlines()]
    assert len({line["id"] for line in lines}) == 10
    for line in lines:
        assert {"id", "key_result"} <= line.keys() <= {"id", "key_result", "objective", "team", "cycle"}
