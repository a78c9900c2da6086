"""Real documents that no one here wrote: the limits that the parser must reach."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evals.documents import main, matches

_ROOT = Path(__file__).parents[2]
_DATA = Path(os.environ.get("OKR_SHARED_DATA", _ROOT.parent / "shared" / "data"))


@pytest.mark.shared
def test_the_parser_finds_the_key_results_of_real_documents() -> None:
    if not (_DATA / "documents" / "expected.jsonl").exists():
        pytest.skip(f"no shared documents at {_DATA}; set OKR_SHARED_DATA")
    assert main(["--data", str(_DATA)]) == 0


def test_a_wording_matches_when_one_holds_most_of_the_other() -> None:
    assert matches("Cut churn to 2%.", "cut churn to 2 %")
    assert matches("Cut churn to 2%", "KR1 Cut churn to 2%")
    assert not matches("Cut churn", "Cut churn from 14% to 2% before the end of June")
    assert not matches("", "")


def test_the_command_fails_under_the_limits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("## Objective 1: Calm\n- KR1: Alarms fall to 5\n", encoding="utf-8")
    (folder / "expected.jsonl").write_text(
        '{"document": "a.md", "org": "Ours", '
        '"key_results": [{"key_result": "Alarms fall to 5"}, {"key_result": "Sleep"}]}\n',
        encoding="utf-8",
    )
    assert main(["--data", str(tmp_path), "--extra"]) == 1
    assert "missed: Sleep" in capsys.readouterr().out
