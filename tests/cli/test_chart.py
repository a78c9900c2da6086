from __future__ import annotations

from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from tests.support.closings import SHEET
from tests.support.command_line import run_cli

CHECK_INS = """date,key_result_id,value,confidence,note
2026-01-08,KR 1.1,42%,8,
2026-01-15,KR 1.1,45%,7,
2026-01-22,KR 1.1,47%,7,
2026-03-26,KR 1.1,55%,6,
"""
DAY = ("--date", "2026-02-01")


@pytest.fixture
def quarter(folder: Path) -> Path:
    """A team's sheet and its check-ins."""
    (folder / "care.md").write_text(SHEET, encoding="utf-8")
    (folder / "care.csv").write_text(CHECK_INS, encoding="utf-8")
    return folder


def test_the_terminal_shows_every_key_result_with_its_chance(quarter: Path) -> None:
    result = run_cli("chart", quarter, *DAY)

    assert result.exit_code == 0
    assert "Care KR 1.1 Complaints answered within a day" in result.stdout
    assert result.stdout.count("●") == 4, "one in the legend, three readings"
    assert "47% on 22 January; target 60%" in result.stdout
    assert "chance of 70% of the way" in result.stdout
    assert "No chance is given: there is no reading yet." in result.stdout
    assert "1 check-in lies after 2026-02-01" in result.stderr


def test_the_page_is_one_file_with_all_of_it(quarter: Path) -> None:
    result = run_cli("chart", quarter, *DAY, "--format", "html", "--output", "charts.html")
    page = (quarter / "charts.html").read_text(encoding="utf-8")

    assert result.exit_code == 0
    assert page.count("<figure>") == 2
    assert "1 check-in lies after 2026-02-01" in page


def test_drawings_go_to_a_folder_a_file_for_each_key_result(quarter: Path) -> None:
    result = run_cli("chart", quarter, *DAY, "--format", "svg", "--output", "drawn/charts")
    files = sorted((quarter / "drawn" / "charts").iterdir())

    assert result.exit_code == 0
    assert [file.name for file in files] == ["care-kr-1-1.svg", "care-kr-1-2.svg"]
    assert all(fromstring(file.read_bytes()).tag.endswith("svg") for file in files)


def test_drawings_without_a_folder_are_refused(quarter: Path) -> None:
    result = run_cli("chart", quarter, *DAY, "--format", "svg")

    assert result.exit_code == 2
    assert "--output FOLDER" in result.stderr


def test_a_folder_that_is_a_file_is_named(quarter: Path) -> None:
    result = run_cli("chart", quarter, *DAY, "--format", "svg", "--output", "care.csv")

    assert result.exit_code == 2
    assert "care.csv: is no folder to write to" in result.stderr
    assert (quarter / "care.csv").read_text(encoding="utf-8") == CHECK_INS


def test_names_of_drawings_stay_in_the_folder_and_apart(folder: Path) -> None:
    ids = ["../../out", "..", "con", "a/b", "a\\\\b", "Größe 顧客", "x" * 300]
    rows = [
        f'{{"id": "{each}", "key_result": {{"text": "Orders on time from 60% to 90%"}}, "cycle": "2026-Q1",'
        ' "check_ins": []}'
        for each in ids
    ]
    (folder / "h.jsonl").write_text("\n".join(rows), encoding="utf-8")
    result = run_cli("chart", "h.jsonl", *DAY, "--format", "svg", "--output", "drawn")
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*.svg")}

    assert result.exit_code == 0
    assert names == {
        "drawn/out.svg",
        "drawn/key-result.svg",
        "drawn/key-result-con.svg",
        "drawn/a-b.svg",
        "drawn/a-b-2.svg",
        "drawn/grösse-顧客.svg",
        f"drawn/{'x' * 60}.svg",
    }


def test_one_team_is_drawn_where_it_is_asked_for(quarter: Path) -> None:
    assert run_cli("chart", quarter, *DAY, "--team", "care").exit_code == 0
    result = run_cli("chart", quarter, *DAY, "--team", "Sales")
    assert result.exit_code == 2
    assert "there is no team 'Sales'; there are Care" in result.stderr
