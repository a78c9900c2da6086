from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import pytest

from coach.errors import ConfigurationError
from coach.service import Service
from evals.measure import Measured, Row
from evals.runner import run_task
from evals.scorers.labels import score_share
from evals.task import Task, find_task, tasks


@dataclass(frozen=True)
class Number:
    id: str
    value: int
    split: str = "dev"


def divide(_: Service, case: Number) -> dict[str, str]:
    return {"right": str(10 // case.value > 0)}


def count(rows: Sequence[Row]) -> Measured:
    return Measured([score_share("all", "right", [row.cells["right"] == "True" for row in rows])])


def make_task(values: Sequence[int]) -> Task:
    cases = [Number(f"n{place:02}", value) for place, value in enumerate(values)]
    return Task("Divide.", ("right",), divide, count, load=lambda _: cases, name="divide")


def test_a_crash_is_an_error_row_and_no_zero(tmp_path: Path) -> None:
    result = run_task(make_task([1] * 29 + [0]), tmp_path)
    assert [row.id for row in result.unscored] == ["n29"]
    assert "ZeroDivisionError" in result.unscored[0].error
    assert (result.measured["dev"].metrics[0].value, result.measured["dev"].metrics[0].n) == (1.0, 29)
    assert not result.failed


def test_more_than_five_percent_unscored_fails_the_task(tmp_path: Path) -> None:
    assert run_task(make_task([1] * 18 + [0]), tmp_path).failed


def test_where_every_case_crashed_there_is_no_result(tmp_path: Path) -> None:
    result = run_task(make_task([0, 0]), tmp_path)
    assert result.measured["dev"].metrics[0].value is None
    assert result.failed


def test_a_task_without_a_solver_is_unscored_with_its_reason(datasets: Path) -> None:
    result = run_task(find_task("review_llm"), datasets)
    assert result.reason
    assert result.rows == ()
    assert result.measured == {}


def test_an_unknown_solver_is_named_with_those_there_are(datasets: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no solver 'oracle'; there are rules, strict, local, llm"):
        run_task(find_task("review_rules"), datasets, solver="oracle")


def test_rows_come_in_the_same_order_whatever_the_order_of_cases(datasets: Path) -> None:
    task = find_task("review_rules")
    assert task.load is not None
    load = task.load
    backwards = replace(task, load=lambda folder: load(folder)[::-1])
    assert run_task(backwards, datasets).rows == run_task(task, datasets).rows


def test_every_module_in_the_folder_is_a_task() -> None:
    files = {path.stem for path in Path("evals/tasks").glob("[a-z]*.py")}
    assert {task.name for task in tasks()} == files


def test_the_local_critic_is_measured_or_says_why_not(datasets: Path) -> None:
    result = run_task(find_task("review_local"), datasets)
    if find_spec("torch") is None:
        assert "not installed" in result.reason
    else:
        assert result.measured
        assert not result.unscored
