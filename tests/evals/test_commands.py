from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from evals.cli import main
from evals.near_copies import main as check_near_copies
from tests.support.eval_rows import STRONG, TASK, make_row, write_lines


def test_no_two_key_results_are_near_copies_and_splits_share_no_objective(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert check_near_copies([]) == 0, capsys.readouterr().out


def test_near_copies_are_named_by_id(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for split, text in (
        ("train", "Parcels that arrive on the promised day from 81% to 95%"),
        ("dev", "Parcels that arrive on the promised day: 70% to 90%"),
        ("test", "Drivers who stay longer than a year from 40% to 60%"),
    ):
        write_lines(datasets / f"key_results.{split}.jsonl", [make_row(split, STRONG, key_result=text)])
    assert check_near_copies(["--datasets", str(datasets)]) == 1
    printed = capsys.readouterr().out
    assert "train and dev share" in printed
    assert "1 pairs of near copies" in printed


def test_an_objective_in_two_splits_is_named(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {
        "train": "Bikes repaired within a day: 30% to 60%",
        "dev": "Zero stolen keys",
        "test": "Calm desk",
    }
    for split, text in texts.items():
        row = make_row(split, STRONG, key_result=text, objective="Riders come back")
        write_lines(datasets / f"key_results.{split}.jsonl", [row])
    assert check_near_copies(["--datasets", str(datasets)]) == 1
    assert "train and dev are of different splits and share their objective" in capsys.readouterr().out


def test_run_prints_intervals_and_mistakes(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", "--task", "review_rules", "--split", "dev", "--datasets", str(datasets)]
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    assert re.search(r"task-like +1\.000 \[0\.21, 1\.00\] \(1\)", printed)
    assert "kind of statement: expected \\ given" in printed


def test_run_on_external_data_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    write_lines(
        folder / "kr_labels_any.jsonl", [make_row("x1", STRONG), make_row("x2", TASK, kind="outcome")]
    )
    hard = [
        {"text": "Open the second clinic", "label": "task", "why": ""},
        {"text": "Open the second clinic", "label": "strong", "why": "a wrong label"},
        {"text": "Open the third clinic", "why": "authors differ"},
    ]
    write_lines(folder / "hard_cases.jsonl", hard)
    before = sorted(Path("evals/results").iterdir())
    assert main(["run", "--data", str(folder)]) == 0
    printed = capsys.readouterr().out
    assert "task-like: false" in printed
    assert "expected strong: got task, needs-work" in printed
    assert "authors disagree: got task" in printed
    assert "hard_cases.jsonl:002" in printed
    assert sorted(folder.iterdir()) == [folder / "hard_cases.jsonl", folder / "kr_labels_any.jsonl"]
    assert sorted(Path("evals/results").iterdir()) == before


def test_show_prints_labels_and_answers(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "dev-2", "--datasets", str(datasets)]) == 0
    printed = capsys.readouterr().out
    assert "text: Build the refund page" in printed
    assert "  verdict: needs-work" in printed


def test_show_refuses_the_test_split(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "test-2", "--datasets", str(datasets)]) == 2
    caught = capsys.readouterr()
    assert "belongs to the test split" in caught.err
    assert "refund page" not in caught.out + caught.err


def test_show_names_a_case_that_does_not_exist(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "nobody", "--datasets", str(datasets)]) == 2
    assert "no case 'nobody'" in capsys.readouterr().err


def test_diff_shows_rows_and_numbers_that_differ(
    datasets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    assert main(["accept", "--datasets", str(datasets), "--results", str(old)]) == 0
    shutil.copytree(old, new)
    assert main(["diff", str(old), str(new)]) == 0
    path = new / "review_rules.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("dev-2,dev,no,task", "dev-2,dev,no,mixed"), "utf-8"
    )
    assert main(["diff", str(old), str(new)]) == 1
    assert "dev-2  expected_kind: task -> mixed" in capsys.readouterr().out


def test_diff_of_a_folder_without_results_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", str(tmp_path), str(tmp_path)]) == 2
    assert "no results here" in capsys.readouterr().err


def test_compare_prints_solvers_side_by_side(datasets: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["compare", "--solver", "rules", "--solver", "strict", "--solver", "llm"]
    assert main([*arguments, "--datasets", str(datasets)]) == 0
    printed = capsys.readouterr().out
    assert re.search(r"measure +rules +strict", printed)
    assert "llm: unscored: no answers of a capable language model" in printed
    assert "McNemar" in printed
    assert "strict minus rules, paired bootstrap over 3 cases" in printed


def test_compare_needs_two_solvers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "--solver", "rules"]) == 2
    assert "two or more different solvers" in capsys.readouterr().err


def test_the_report_is_one_page_that_loads_nothing_and_runs_nothing(
    datasets: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = make_row("dev-9", TASK, key_result="<script>alert(1)</script> happy users", kind="mixed")
    write_lines(datasets / "key_results.dev.jsonl", [row, make_row("dev-8", STRONG)])
    output = tmp_path / "build" / "evals.html"
    assert main(["report", "--datasets", str(datasets), "--output", str(output)]) == 0
    page = output.read_text(encoding="utf-8")
    assert "wrote" in capsys.readouterr().out
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert "<svg" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "test-2" not in page


def test_a_malformed_case_ends_in_one_line_and_no_traceback(
    datasets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (datasets / "objectives.jsonl").write_text("[]\n", encoding="utf-8")
    assert main(["run", "--task", "review_objectives", "--datasets", str(datasets)]) == 2
    caught = capsys.readouterr()
    assert caught.err == "error: objectives.jsonl:1: a line must be one JSON object (at '[]')\n"
