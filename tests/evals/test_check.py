from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coach.domain.okr import KeyResult
from coach.domain.source import Span
from coach.rules import Catalogue, Context, catalogue
from coach.rules._rule import Hit
from coach.service import Service
from evals.cli import main
from evals.commands.check import check


@pytest.fixture
def folders(datasets: Path, tmp_path: Path) -> list[str]:
    return ["--datasets", str(datasets), "--results", str(tmp_path / "results")]


@pytest.fixture
def accepted(folders: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    assert main(["accept", *folders]) == 0
    capsys.readouterr()
    return folders


def check_with(service: Service, folders: list[str]) -> int:
    options = argparse.Namespace(datasets=Path(folders[1]), results=Path(folders[3]), all=False)
    return check(options, service)


def break_rule(check_of_rule: Callable[[KeyResult, Context], Iterator[Hit]]) -> Service:
    rules = tuple(
        rule._replace(check=check_of_rule) if rule.name == "task-as-key-result" else rule
        for rule in catalogue().rules
    )
    return Service(rules=Catalogue(rules))


def shout(key_result: KeyResult, _: Context) -> Iterator[Hit]:
    yield Hit(Span(0, len(key_result.text)), "everything is a task", "Why?", certainty=0.99)


def crash(_: KeyResult, __: Context) -> Iterator[Hit]:
    raise ZeroDivisionError("broken on purpose")
    yield  # makes it a generator


def test_what_was_accepted_passes(accepted: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *accepted]) == 0
    assert "no row differs" in capsys.readouterr().out


def test_a_broken_rule_fails_the_check_and_names_the_rows(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_with(break_rule(shout), accepted) == 1
    printed = capsys.readouterr().out
    assert "  dev-1  alarms: (nothing) -> KR201" in printed
    assert "  train-1  verdict: strong -> needs-work" in printed
    assert "drop beyond tolerance: review_rules, dev: strong false alarms 0.000 -> 1.000" in printed


def test_changed_rows_of_the_test_split_are_named_and_not_shown(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    check_with(break_rule(shout), accepted)
    printed = capsys.readouterr().out
    assert "3 rows of the test split: test-1 test-2 test-3" in printed
    assert "  test-1  " not in printed


def test_a_rule_that_crashes_fails_the_check_with_its_name(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_with(break_rule(crash), accepted) == 1
    printed = capsys.readouterr().out
    assert "review_rules: 9 of 9 cases could not be scored" in printed
    assert "task-as-key-result) failed: ZeroDivisionError('broken on purpose')" in printed


def test_a_result_that_was_edited_by_hand_is_found(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(accepted[3]) / "review_rules.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("dev-2,")), encoding="utf-8")
    assert main(["check", *accepted]) == 1
    assert "  dev-2  row: (nothing) -> new" in capsys.readouterr().out


def test_a_summary_that_was_edited_by_hand_is_found(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(accepted[3]) / "summary.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    assert main(["check", *accepted]) == 1
    assert "summary.csv is stale in 1 lines" in capsys.readouterr().out


def test_a_worse_run_is_accepted_only_when_told_so(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(accepted[1]) / "key_results.dev.jsonl"
    text = path.read_text(encoding="utf-8").replace("Build the refund page", "Refunds page")
    path.write_text(
        text.replace("Refunds paid within two days from 40% to 85%", "Build it"), encoding="utf-8"
    )
    before = (Path(accepted[3]) / "review_rules.csv").read_bytes()
    for options in ([], ["--new-columns"]):
        assert main(["accept", *options, *accepted]) == 1
        told = capsys.readouterr().out
        assert "drop beyond tolerance: review_rules, dev: task-like F1" in told
        assert "nothing was written; --allow-drop accepts this" in told
    assert (Path(accepted[3]) / "review_rules.csv").read_bytes() == before
    assert main(["accept", "--allow-drop", *accepted]) == 0
    assert main(["check", *accepted]) == 0


def test_accepting_twice_writes_the_same_bytes(accepted: list[str]) -> None:
    folder = Path(accepted[3])
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(["accept", *accepted]) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_other_columns_than_the_tasks_say_what_to_do(
    accepted: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(accepted[3]) / "injections.csv"
    path.write_text("id,split,verdict\n", encoding="utf-8")
    assert main(["check", *accepted]) == 2
    assert "injections.csv:1: the columns should be id,split,target" in capsys.readouterr().err
