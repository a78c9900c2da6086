from __future__ import annotations

import json
from pathlib import Path

import pytest

from coach.output.report import OutputFormat
from tests.support.command_line import run_cli
from tests.support.reviews import HIDDEN, OKRS

ONLY = ("--select", "KR105")


def write_batch(folder: Path, *lines: str) -> Path:
    path = folder / "key_results.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_review_shows_findings_and_sums(okrs: Path) -> None:
    result = run_cli("review", okrs.name, *ONLY)

    assert "okrs.md:3:41: hint: " in result.stdout
    assert "1 document, 2 key results" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("fail_on", "severity", "code"),
    [
        ("hint", "hint", 1),
        ("warning", "hint", 0),
        ("warning", "warning", 1),
        ("error", "warning", 0),
        ("error", "error", 1),
        ("never", "error", 0),
    ],
)
def test_the_exit_code_follows_fail_on(
    folder: Path, okrs: Path, fail_on: str, severity: str, code: int
) -> None:
    (folder / ".okr-coach.toml").write_text(f'[severities]\nKR105 = "{severity}"\n', encoding="utf-8")

    assert run_cli("review", okrs, *ONLY, "--fail-on", fail_on).exit_code == code


def test_warnings_fail_by_default(folder: Path, okrs: Path) -> None:
    (folder / ".okr-coach.toml").write_text('[severities]\nKR105 = "warning"\n', encoding="utf-8")

    assert run_cli("review", okrs, *ONLY).exit_code == 1


@pytest.mark.parametrize("output_format", list(OutputFormat))
def test_every_format_is_written_and_the_same_twice(okrs: Path, output_format: OutputFormat) -> None:
    first = run_cli("review", okrs, "--format", output_format.value)

    assert first.stdout
    assert first.stdout_bytes == run_cli("review", okrs, "--format", output_format.value).stdout_bytes


def test_results_go_to_a_file_when_asked(folder: Path, okrs: Path) -> None:
    result = run_cli("review", okrs, "--format", "json", "--output", "out.json")

    assert result.stdout == ""
    assert json.loads((folder / "out.json").read_text(encoding="utf-8"))["objectives"]


def test_an_output_that_cannot_be_written_is_named(okrs: Path) -> None:
    result = run_cli("review", okrs, "--output", "no/such/folder.txt")

    assert result.exit_code == 2
    assert "folder.txt: cannot be written" in result.stderr


def test_standard_input_is_read(okrs: Path) -> None:
    result = run_cli("review", "-", "--input-format", "markdown", *ONLY, stdin=okrs.read_bytes())

    assert "<stdin>:3:41: hint: " in result.stdout


def test_a_broken_file_is_reported_and_the_rest_is_reviewed(folder: Path, okrs: Path) -> None:
    (folder / "broken.json").write_bytes(b"{")
    (folder / "empty.md").write_bytes(b"")

    result = run_cli("review", "broken.json", "empty.md", "nowhere.md", okrs, *ONLY)

    assert result.exit_code == 2
    assert "KR105" in result.stdout
    for name in ("broken.json", "empty.md", "nowhere.md"):
        assert name in result.stderr
    assert "3 inputs could not be read" in result.stdout


def test_folders_and_globs_find_documents_once_and_in_order(folder: Path) -> None:
    for name in ("b.md", "a.md", "deep/c.md", ".hidden/d.md", "notes.rtf"):
        (folder / "teams" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "teams" / name).write_text(OKRS, encoding="utf-8")

    result = run_cli("review", "teams", "teams/*.md", "teams/a.md", "--format", "json", *ONLY)

    assert [document["file"] for document in json.loads(result.stdout)["documents"]] == [
        "teams/a.md",
        "teams/b.md",
        "teams/deep/c.md",
    ]


def test_a_folder_without_documents_is_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()

    result = run_cli("review", "empty")

    assert result.exit_code == 2
    assert "holds no file that the coach reads" in result.stderr


def test_select_and_ignore_take_commas_and_repeats(okrs: Path) -> None:
    assert "KR105" in run_cli("review", okrs, "--select", "OB1,redacted-target").stdout
    assert "KR105" not in run_cli("review", okrs, "--select", "KR", "--ignore", "KR105").stdout


def test_an_unknown_rule_is_a_usage_error(okrs: Path) -> None:
    result = run_cli("review", okrs, "--select", "KR999")

    assert result.exit_code == 2
    assert "KR999" in result.stderr


def test_a_wrong_settings_file_is_named(folder: Path, okrs: Path) -> None:
    (folder / "mine.toml").write_text('selct = ["KR"]', encoding="utf-8")

    result = run_cli("review", okrs, "--config", "mine.toml")

    assert result.exit_code == 2
    assert "mine.toml" in result.stderr
    assert "did you mean 'select'" in result.stderr


def test_a_baseline_file_makes_the_coach_quiet_about_today(okrs: Path) -> None:
    written = run_cli("review", okrs, "--write-baseline", "b.json")
    assert written.exit_code == 0
    assert "accepts" in written.stderr

    quiet = run_cli("review", okrs, "--baseline", "b.json", "--fail-on", "hint")
    assert quiet.exit_code == 0
    assert "0 errors, 0 warnings, 0 hints" in quiet.stdout
    assert "suppressed: " in run_cli("review", okrs, "--baseline", "b.json", "--show-suppressed").stdout


def test_reading_and_writing_a_baseline_at_once_is_refused(okrs: Path) -> None:
    result = run_cli("review", okrs, "--baseline", "a.json", "--write-baseline", "b.json")

    assert result.exit_code == 2


def test_a_missing_baseline_is_named(okrs: Path) -> None:
    result = run_cli("review", okrs, "--baseline", "b.json")

    assert result.exit_code == 2
    assert "b.json" in result.stderr


def test_a_batch_is_answered_line_by_line_in_order(folder: Path) -> None:
    path = write_batch(
        folder,
        json.dumps({"id": 2, "key_result": HIDDEN, "objective": "Hospitals choose us", "team": "sales"}),
        "{broken",
        json.dumps({"id": "b"}),
        json.dumps({"id": "a", "key_result": "Share of tenders won from 20% to 30%", "cycle": "Q3 2026"}),
    )

    result = run_cli("review", "--input-format", "jsonl", "--format", "jsonl", path, *ONLY)

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert lines[0]["id"] == 2
    assert lines[-1]["id"] == "a"
    assert [line["error"]["line"] for line in lines if "error" in line] == [2, 3]
    assert len(lines) == 4
    assert [finding["code"] for finding in lines[0]["findings"]] == ["KR105"]
    assert result.exit_code == 2


def test_a_batch_is_read_from_standard_input_too() -> None:
    line = json.dumps({"id": 1, "key_result": HIDDEN}).encode()

    result = run_cli("review", "--input-format", "jsonl", "--format", "jsonl", "-", *ONLY, stdin=line)

    assert json.loads(result.stdout)["id"] == 1
    assert result.exit_code == 0


def test_a_baseline_counts_for_a_batch_as_well(folder: Path) -> None:
    path = write_batch(folder, json.dumps({"id": 1, "key_result": HIDDEN}))
    run_cli("review", path, *ONLY, "--write-baseline", "b.json")

    result = run_cli("review", path, *ONLY, "--format", "jsonl", "--baseline", "b.json")

    assert json.loads(result.stdout)["findings"] == []


def test_documents_and_broken_inputs_become_lines_as_well(folder: Path, okrs: Path) -> None:
    (folder / "empty.md").write_bytes(b"")

    result = run_cli("review", "nowhere", "empty.md", okrs, "--format", "jsonl", *ONLY)

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["file"] for line in lines if "error" in line] == ["nowhere", "empty.md"]
    assert [line["subject"] for line in lines[2:]] == ["objective", "key-result", "key-result", "document"]
    assert result.exit_code == 2


def test_a_pipe_gets_no_colours(okrs: Path) -> None:
    assert "\x1b" not in run_cli("review", okrs).stdout


def test_a_missing_batch_is_an_error_line(okrs: Path) -> None:
    result = run_cli("review", "nowhere.jsonl", okrs, "--format", "jsonl", "--input-format", "jsonl")

    assert json.loads(result.stdout.splitlines()[0])["file"] == "nowhere.jsonl"
    assert result.exit_code == 2


def test_an_endless_line_is_one_error_and_the_next_line_is_answered(folder: Path) -> None:
    path = write_batch(folder, "x" * 5_000_000, json.dumps({"id": 2, "key_result": HIDDEN}))

    result = run_cli("review", path, "--input-format", "jsonl", "--format", "jsonl", *ONLY)

    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert "1 MB" in first["error"]["reason"]
    assert second["id"] == 2


def test_jsonl_of_whole_objectives_is_read_as_a_document(folder: Path) -> None:
    path = write_batch(folder, json.dumps({"objective": "Hospitals choose us", "key_results": [HIDDEN]}))

    result = run_cli("review", path, "--format", "jsonl", *ONLY)

    subjects = [json.loads(line)["subject"] for line in result.stdout.splitlines()]
    assert subjects == ["objective", "key-result", "document"]
