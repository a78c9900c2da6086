from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from coach.domain.finding import IssueKind
from coach.errors import InputError, MalformedInput, UnreadableInput
from evals.cases import (
    read_injections,
    read_key_results,
    read_labelled_folder,
    read_objectives,
    read_rewrites,
    read_sets,
)
from evals.companies import read_companies
from evals.histories import read_histories
from evals.outside import read_pairs
from evals.tasks.underlines import read_underlines
from tests.support.eval_rows import STRONG, make_row, write_lines

READERS: dict[str, Callable[[Path], list[Any]]] = {
    "key_results.dev.jsonl": read_key_results,
    "objectives.jsonl": read_objectives,
    "okr_sets.jsonl": read_sets,
    "rewrites.jsonl": read_rewrites,
    "injections.jsonl": read_injections,
    "alignment.dev.jsonl": read_companies,
    "checkins.jsonl": read_histories,
}
Spoil = Callable[..., Path]


@pytest.mark.parametrize("name", READERS)
def test_the_projects_own_datasets_are_well_formed(name: str) -> None:
    assert len(READERS[name](Path("evals/datasets"))) >= 60


@pytest.mark.parametrize("name", READERS)
def test_a_missing_key_names_file_and_line(name: str, spoil: Spoil) -> None:
    path = spoil(name, id=...)
    with pytest.raises(MalformedInput, match=rf"{name}:2: the key 'id' is missing"):
        READERS[name](path.parent)


@pytest.mark.parametrize("name", READERS)
def test_an_unknown_key_is_an_error(name: str, spoil: Spoil) -> None:
    path = spoil(name, lable="task")
    with pytest.raises(MalformedInput, match=rf"{name}:2: the key 'lable' is unknown"):
        READERS[name](path.parent)


@pytest.mark.parametrize("name", READERS)
def test_an_id_that_occurs_twice_names_both_places(name: str, datasets: Path) -> None:
    path = datasets / name
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    path.write_text(f"{first}\n{first}\n", encoding="utf-8")
    with pytest.raises(MalformedInput, match=rf"{name}:2: the id was used before, at {name}:1"):
        READERS[name](datasets)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("key_results.dev.jsonl", {"kind": "chore"}),
        ("key_results.dev.jsonl", {"overall": "fine"}),
        ("key_results.dev.jsonl", {"near_miss": ["tasklike"]}),
        ("key_results.dev.jsonl", {"vague": "no"}),
        ("key_results.dev.jsonl", {"key_result": " "}),
        ("objectives.jsonl", {"issues": ["metric"]}),
        ("objectives.jsonl", {"issues": ["vague-objective"], "overall": "strong"}),
        ("okr_sets.jsonl", {"expected": ["mixed-cycles"], "near_miss": ["mixed-cycles"]}),
        ("okr_sets.jsonl", {"format": "word"}),
        ("rewrites.jsonl", {"must_add": ["owner"]}),
        ("injections.jsonl", {"target": "printer"}),
        ("injections.jsonl", {"expected_issues": ["task-like", "task-like"]}),
        ("alignment.dev.jsonl", {"uncovered": ["p9"]}),
        ("checkins.jsonl", {"expected_signals": ["slow"]}),
        ("checkins.jsonl", {"as_of": "31 March"}),
    ],
)
def test_an_unknown_label_is_an_error_and_no_default(
    name: str, changes: dict[str, Any], spoil: Spoil
) -> None:
    path = spoil(name, **changes)
    with pytest.raises(MalformedInput, match=rf"{name}:2: "):
        READERS[name](path.parent)


def test_a_line_that_is_no_json_names_its_place(datasets: Path) -> None:
    with (datasets / "objectives.jsonl").open("a", encoding="utf-8") as stream:
        stream.write("{'id': 1}\n")
    with pytest.raises(MalformedInput, match=r"objectives.jsonl:5: no JSON"):
        read_objectives(datasets)


def test_a_missing_dataset_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"objectives\.jsonl: there is no such file"):
        read_objectives(tmp_path)


def test_key_results_from_outside_leave_unlabelled_issues_open(tmp_path: Path) -> None:
    row = make_row("x1", STRONG)
    for flag in ("vague", "vanity", "business_as_usual", "inconsistent", "domain"):
        del row[flag]
    write_lines(tmp_path / "kr_labels_any.jsonl", [{**row, "votes": {}, "org": "x"}])
    (case,) = read_labelled_folder(tmp_path)
    assert IssueKind.VAGUE not in case.labels
    assert case.labels[IssueKind.TASK_LIKE] is False
    assert case.split == "external"


def test_a_pair_with_an_unknown_support_is_an_error(tmp_path: Path) -> None:
    row = {
        "pair_id": "p",
        "org": "Elm",
        "child_objective": "a",
        "child_key_results": [],
        "parent_objective": "b",
    }
    write_lines(
        tmp_path / "pairs.jsonl", [{**row, "parent_key_results": [], "support": "?", "same_goal": False}]
    )
    with pytest.raises(InputError, match=r"pairs.jsonl:1: 'support' must be one of yes, weak, no"):
        read_pairs(tmp_path)


@pytest.mark.parametrize(
    ("name", "words"), [("dev-2/vague", "Build"), ("test-2/task-like", "Build"), ("dev-2/task-like", "Paint")]
)
def test_words_to_underline_must_stand_in_a_case_of_train_or_dev(
    name: str, words: str, datasets: Path
) -> None:
    row = {"id": name, "issue": name.split("/")[1], "words": words}
    write_lines(datasets / "underlines.jsonl", [row])
    with pytest.raises(MalformedInput, match=r"underlines.jsonl:1: "):
        read_underlines(datasets)
