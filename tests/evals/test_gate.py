from __future__ import annotations

import pytest

from coach.rules import Rule, Status, catalogue
from evals.cli import main
from evals.gate import judge_rules, read_gate_rows
from evals.measure import Row
from evals.results import RESULTS


def make_rows(right: int, wrong: int, **cells: str) -> tuple[Row, ...]:
    return tuple(
        Row(
            f"c{number}",
            cells.get("split", "dev"),
            {
                "debatable": cells.get("debatable", "no"),
                "expected_kind": "task" if number < right else cells.get("wrong_kind", "outcome"),
                "expected_issues": "task-like" if number < right else "",
                "rules": cells.get("rules", "KR201=0.9"),
            },
        )
        for number in range(right + wrong)
    )


def stable_rule(code: str = "KR201") -> Rule:
    return catalogue().find(code)._replace(status=Status.STABLE)


def judge_one(rows: tuple[Row, ...]) -> tuple[int, bool]:
    (line,) = judge_rules([stable_rule()], {"review_rules": rows, "review_objectives": (), "review_sets": ()})
    return line.fired, line.passes


def test_nine_right_of_ten_on_thirty_cases_pass() -> None:
    assert judge_one(make_rows(27, 3)) == (30, True)


@pytest.mark.parametrize(("right", "wrong"), [(29, 0), (26, 4), (0, 0)])
def test_too_few_or_too_often_wrong_does_not_pass(right: int, wrong: int) -> None:
    assert judge_one(make_rows(right, wrong)) == (right + wrong, False)


def test_debatable_unsure_and_test_cases_do_not_count() -> None:
    assert judge_one(make_rows(40, 0, debatable="yes")) == (0, False)
    assert judge_one(make_rows(40, 0, rules="KR201=0.49")) == (0, False)
    assert judge_one(make_rows(40, 0, split="test")) == (0, False)


def test_a_mixed_one_is_no_task_but_is_counted_beside_it() -> None:
    rows = make_rows(30, 10, wrong_kind="mixed")
    (line,) = judge_rules([stable_rule()], {"review_rules": rows})
    assert (line.right, line.right_or_mixed, line.passes) == (30, 40, False)


def test_the_message_of_a_rule_out_of_step_says_what_to_change() -> None:
    (line,) = judge_rules([stable_rule()], {"review_rules": make_rows(20, 20)})
    assert line.out_of_step
    assert str(line) == (
        "KR201 task-as-key-result: precision 0.500 on 40 cases; "
        "take Status.STABLE out in coach/rules/task_as_key_result.py"
    )


def test_a_rule_that_nothing_labels_cannot_be_stable() -> None:
    rows = {"review_rules": make_rows(40, 0, rules="KR402=0.9")}
    (line,) = judge_rules([stable_rule("KR402")], rows)
    assert (line.fired, line.passes) == (0, False)


def test_every_stable_rule_has_earned_it() -> None:
    lines = judge_rules(catalogue().rules, read_gate_rows(RESULTS))
    assert [str(line) for line in lines if line.out_of_step] == []


def test_the_command_prints_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    main(["gate"])
    printed = capsys.readouterr().out
    assert [rule.code for rule in catalogue().rules if rule.code not in printed] == []
