from __future__ import annotations

import json
from pathlib import Path

from tests.support.command_line import run_cli


def test_the_form_goes_out_empty_and_comes_back_as_scores(folder: Path) -> None:
    assert run_cli("maturity", "--form", "--output", "form.yaml").exit_code == 0
    form = folder / "form.yaml"
    form.write_text(form.read_text().replace("focus-1:", "focus-1: 4").replace("people:", "people: 8 #", 1))
    content = json.loads(run_cli("maturity", "--answers", "form.yaml", "--format", "json").stdout)
    assert content["schema"] == "coach.maturity/v1"
    assert content["dimensions"][0] == {
        "dimension": "focus",
        "score": 4.0,
        "answered": 4.0,
        "seen": None,
        "because": None,
        "remark": "From answers alone; nothing that was given shows it.",
    }
    assert content["advice"][1]["text"].startswith("One level")


def test_documents_alone_show_what_they_can(okrs: Path) -> None:
    result = run_cli("maturity", okrs)
    assert result.exit_code == 0
    assert "1 of 1 sets have at most 4 objectives" in result.stdout
    assert "- learning: not known" in result.stdout


def test_nothing_to_look_at_is_said_with_what_to_do() -> None:
    result = run_cli("maturity")
    assert result.exit_code == 2
    assert "--answers FILE" in result.stderr


def test_a_wrong_answer_names_file_and_line(folder: Path) -> None:
    (folder / "form.yaml").write_text("people: 20\nfocus-1: 9\n")
    result = run_cli("maturity", "--answers", "form.yaml")
    assert result.exit_code == 2
    assert "form.yaml:2" in result.stderr
