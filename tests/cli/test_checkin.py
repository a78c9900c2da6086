from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command_line import run_cli

EXAMPLES = Path(__file__).parents[2] / "examples"
ROW = {
    "id": "a",
    "key_result": {
        "text": "Orders on time from 60% to 90%",
        "kind": "metric",
        "unit": "%",
        "baseline": 60,
        "target": 90,
    },
    "cycle": {"name": "2026-Q4", "start": "2026-10-01", "end": "2026-12-31", "cadence": "weekly"},
    "as_of": "2026-11-16",
    "check_ins": [
        {"date": "2026-11-02", "value": 61, "confidence": 8},
        {"date": "2026-11-09", "value": 62, "confidence": 8},
        {"date": "2026-11-16", "value": 62, "confidence": 5},
    ],
}


def test_an_agenda_is_printed_for_a_team_of_the_example() -> None:
    result = run_cli("checkin", EXAMPLES, "--date", "2026-11-09", "--team", "Delivery")

    assert result.exit_code == 0
    assert result.stdout.startswith("Delivery: check-in on 9 November 2026\n")
    assert "Customer care" not in result.stdout.split("note:")[0]


def test_without_a_team_every_team_gets_an_agenda() -> None:
    result = run_cli("checkin", EXAMPLES, "--date", "2026-11-09")

    for team in ("Delivery", "Customer care", "Plant", "Clinics", "IT"):
        assert f"{team}: check-in on 9 November 2026" in result.stdout


def test_the_name_of_a_team_may_be_written_in_any_case() -> None:
    assert run_cli("checkin", EXAMPLES, "--date", "2026-11-09", "--team", "customer care").exit_code == 0


def test_a_team_that_does_not_exist_is_named_with_those_that_do() -> None:
    result = run_cli("checkin", EXAMPLES, "--date", "2026-11-09", "--team", "Bakery")

    assert result.exit_code == 2
    assert "Delivery" in result.stderr
    assert "Bakery" in result.stderr


def test_an_owner_narrows_the_agenda_to_what_is_theirs() -> None:
    result = run_cli(
        "checkin", EXAMPLES, "--date", "2026-11-09", "--owner", "Jadwiga Horn",
        "--audience", "one-to-one", "--format", "json"
    )  # fmt: skip
    content = json.loads(result.stdout)

    assert {each["owner"] for each in content["key_results"]} == {"Jadwiga Horn"}
    assert [agenda["person"] for agenda in content["agendas"]] == ["Jadwiga Horn"]


def test_an_owner_who_has_nothing_is_an_error() -> None:
    assert run_cli("checkin", EXAMPLES, "--date", "2026-11-09", "--owner", "Nobody").exit_code == 2


@pytest.mark.parametrize("audience", ["team", "one-to-one", "at-risk-review", "leadership"])
@pytest.mark.parametrize("output_format", ["text", "markdown", "json", "jsonl", "ics"])
def test_every_format_is_written_for_every_audience(audience: str, output_format: str) -> None:
    result = run_cli(
        "checkin", EXAMPLES, "--date", "2026-11-09", "--audience", audience, "--format", output_format
    )

    assert result.exit_code == 0
    assert len(result.stdout) > 200


@pytest.mark.parametrize("day", ["2026-09-20", "2026-10-03", "2026-12-31", "2027-02-01"])
def test_any_day_gives_an_agenda(day: str) -> None:
    result = run_cli("checkin", EXAMPLES, "--date", day, "--team", "Plant")

    assert result.exit_code == 0
    assert "Questions" in result.stdout


def test_the_note_of_last_week_lets_the_next_agenda_say_what_is_open(folder: Path) -> None:
    note = folder / "note.md"
    written = run_cli(
        "checkin", EXAMPLES, "--date", "2026-11-09", "--team", "Delivery", "--format", "markdown"
    )
    note.write_text(written.stdout, encoding="utf-8")

    result = run_cli("checkin", EXAMPLES, note, "--date", "2026-11-16", "--team", "Delivery")

    assert "asked on 9 November" in result.stdout


def test_an_answered_note_leaves_nothing_open(folder: Path) -> None:
    note = folder / "note.md"
    written = run_cli(
        "checkin", EXAMPLES, "--date", "2026-11-09", "--team", "Delivery", "--format", "markdown"
    )
    note.write_text(written.stdout.replace("- Answer:", "- Answer: done"), encoding="utf-8")

    result = run_cli("checkin", EXAMPLES, note, "--date", "2026-11-16", "--team", "Delivery")

    assert "asked on 9 November" not in result.stdout


def test_a_changed_note_is_named_with_its_line_and_the_rest_goes_on(folder: Path) -> None:
    (folder / "note.md").write_text("# Note\n\n<!-- coach:asked {broken -->\n", encoding="utf-8")

    result = run_cli("checkin", EXAMPLES, folder / "note.md", "--date", "2026-11-16", "--team", "Delivery")

    assert result.exit_code == 2
    assert "note.md:3" in result.stderr
    assert "Delivery: check-in" in result.stdout


def test_histories_are_answered_line_by_line_in_order(folder: Path) -> None:
    path = folder / "histories.jsonl"
    lines = [
        json.dumps(ROW),
        "{broken",
        "",
        json.dumps({**ROW, "id": 7, "cycle": {}}),
        json.dumps({**ROW, "id": "b"}),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")

    result = run_cli("checkin", "--input-format", "jsonl", "--format", "jsonl", path)
    answers = [json.loads(line) for line in result.stdout.splitlines()]

    assert result.exit_code == 2
    assert [answer["id"] for answer in answers] == ["a", None, 7, "b"]
    assert ["error" in answer for answer in answers] == [False, True, True, False]
    assert answers[1]["error"]["line"] == 2
    assert set(answers[0]) == {"schema", "id", "stage", "signals", "risk", "questions", "problems"}
    assert answers[0]["stage"] == "middle"
    assert 3 <= len(answers[0]["questions"]) <= 5
    assert "from 8 to 5" in " ".join(question["text"] for question in answers[0]["questions"])


def test_a_file_of_histories_is_known_by_its_first_line(folder: Path) -> None:
    path = folder / "histories.jsonl"
    path.write_text(json.dumps(ROW) + "\n", encoding="utf-8")

    result = run_cli("checkin", path)

    assert json.loads(result.stdout)["id"] == "a"


def test_the_agenda_can_be_written_to_a_file(folder: Path) -> None:
    result = run_cli(
        "checkin",
        EXAMPLES,
        "--date",
        "2026-11-09",
        "--format",
        "ics",
        "--at",
        "9:30",
        "--output",
        folder / "a.ics",
    )

    assert result.exit_code == 0
    assert b"T093000" in (folder / "a.ics").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--date", "tomorrow"], "is no day"),
        (["--minutes", "45"], "15<=x<=30"),
        (["--audience", "everybody"], "everybody"),
        (["--format", "ics", "--at", "25:00"], "is no time"),
        (["--at", "09:00"], "--at is for --format ics"),
    ],
)
def test_wrong_usage_is_told(arguments: list[str], words: str) -> None:
    result = run_cli("checkin", EXAMPLES, *arguments)

    assert result.exit_code == 2
    assert words in result.stderr


def test_a_path_that_does_not_exist_is_an_error(folder: Path) -> None:
    result = run_cli("checkin", folder / "nothing", "--date", "2026-11-09")

    assert result.exit_code == 2
    assert "no such file" in result.stderr


def test_without_a_model_rephrasing_says_so_and_changes_nothing() -> None:
    plain = run_cli("checkin", EXAMPLES, "--date", "2026-11-09", "--team", "Plant")
    asked = run_cli("checkin", EXAMPLES, "--date", "2026-11-09", "--team", "Plant", "--rephrase")

    assert asked.stdout == plain.stdout
    assert "keep their wording" in asked.stderr
