from __future__ import annotations

from pathlib import Path

import pytest

from coach.domain.finding import IssueKind
from coach.domain.statement import StatementKind
from coach.reviewing.policy import Policy
from coach.service import Service
from evals.cases import InjectionCase, KeyResultCase, ObjectiveCase, SetCase
from evals.measure import Row
from evals.runner import run_task
from evals.task import find_task
from evals.tasks._key_results import measure_reviews, review_case
from evals.tasks.agreement import measure_agreement, pair_labels, read_second_labels
from evals.tasks.injections import review_attack
from evals.tasks.review_objectives import review_objective
from evals.tasks.review_sets import review_set
from tests.support.eval_rows import write_lines


def make_case(**changes: object) -> KeyResultCase:
    values: dict[str, object] = {
        "id": "c1",
        "split": "dev",
        "objective": "Every guest sleeps well",
        "text": "Guests who sleep through from 60% to 80%",
        "kind": StatementKind.OUTCOME,
        "labels": dict.fromkeys(IssueKind, False),
        "strong": True,
        "debatable": False,
    }
    return KeyResultCase(**{**values, **changes})  # type: ignore[arg-type] # the values come from the tests


def measured(*cases: KeyResultCase) -> dict[tuple[str, str], float | None]:
    rows = [Row(case.id, case.split, review_case(Service(), case)) for case in cases]
    return {(item.subject, item.measure): item.value for item in measure_reviews(rows).metrics}


def test_a_missing_baseline_that_the_label_confirms_is_no_false_alarm() -> None:
    strict = Service(Policy(strict=True))
    text = "Increase room occupancy to 80%"
    confirmed = dict.fromkeys(IssueKind, False) | {IssueKind.NO_BASELINE: True}
    assert "KR102" in review_case(strict, make_case(text=text))["alarms"]
    assert "KR102" not in review_case(strict, make_case(text=text, labels=confirmed))["alarms"]


def test_a_mixed_one_is_positive_only_in_the_second_reading() -> None:
    case = make_case(text="Buy 40 new beds", kind=StatementKind.MIXED, strong=False)
    numbers = measured(case, make_case(id="c2"))
    assert numbers["task-like", "precision"] == 0.0
    assert numbers["task-like or mixed", "precision"] == 1.0


def test_debatable_rows_are_left_out_of_the_firm_numbers() -> None:
    labels = dict.fromkeys(IssueKind, False) | {IssueKind.TASK_LIKE: True}
    task = make_case(text="Buy 40 new beds", kind=StatementKind.TASK, labels=labels, strong=False)
    wrong = make_case(id="c2", text="Paint the lobby", debatable=True)
    numbers = measured(task, wrong)
    assert numbers["task-like", "F1"] == pytest.approx(2 / 3)
    assert numbers["task-like", "F1, firm"] == 1.0
    assert numbers["strong", "false alarms"] == 1.0
    assert numbers["strong", "false alarms, firm"] is None


def test_an_issue_that_nobody_labelled_is_not_measured() -> None:
    labels = {kind: False for kind in IssueKind if kind is not IssueKind.VAGUE}
    assert ("vague", "precision") not in measured(make_case(labels=labels))


def test_an_objective_is_held_against_the_names_of_rules() -> None:
    case = ObjectiveCase(
        "o1",
        "Raise bed occupancy to 92%",
        "team",
        frozenset(["metric-in-objective"]),
        frozenset(),
        False,
        False,
    )
    assert "metric-in-objective" in review_objective(Service(), case)["got"]


def test_a_document_in_which_nothing_was_read_is_visible() -> None:
    case = SetCase("s1", "markdown", "Minutes of the meeting\n", frozenset(), frozenset(), "")
    assert review_set(Service(), case)["objectives"] == "0"


@pytest.mark.parametrize("target", ["page", "terminal"])
def test_markup_and_escapes_of_the_input_do_not_reach_an_output(target: str) -> None:
    attacks = {"page": "<script>alert(1)</script>", "terminal": "\x1b[2J"}
    text = f"Buy 40 beds {attacks[target]}"
    case = InjectionCase(
        "i1", target, "key_result", "Guests sleep", text, "Beds", frozenset(), (attacks[target],)
    )
    cells = review_attack(Service(), case)
    assert cells["searched"]
    assert cells["leaks"] == ""


def test_a_string_that_an_output_holds_raw_is_a_leak() -> None:
    case = InjectionCase(
        "i1", "terminal", "key_result", "Guests sleep", "Buy 40 beds", "Beds", frozenset(), ("Buy 40",)
    )
    assert "text" in review_attack(Service(), case)["leaks"]


def test_a_second_labelling_is_compared_field_by_field(datasets: Path) -> None:
    rows = [
        {"id": "dev-1", "kind": "outcome", "overall": "strong", "vague": False},
        {"id": "dev-2", "kind": "outcome", "overall": "needs_work", "vague": False},
    ]
    write_lines(datasets / "second_labels.jsonl", rows)
    cases = read_second_labels(datasets)
    numbers = measure_agreement([Row(case.id, case.split, pair_labels(Service(), case)) for case in cases])
    values = {(item.subject, item.measure): item.value for item in numbers.metrics}
    assert values["kind", "agreement"] == 0.5
    assert values["overall", "kappa"] == 1.0
    assert values["vague", "kappa"] is None
    assert values["compound", "agreement"] is None
    assert [mistake.id for mistake in numbers.mistakes] == ["dev-2"]


def test_rewrites_are_scored_case_by_case(datasets: Path) -> None:
    result = run_task(find_task("improve"), datasets)
    assert result.unscored == ()
    assert {row.cells["sort"] for row in result.rows} == {"weak", "strong"}
