from __future__ import annotations

import pytest

from evals.commands.compare import format_difference, measure_differences
from evals.measure import Metric, Row
from evals.scorers.paired import compare_auc, compare_f1, compare_shares

TRUTH = [True, True, False, False] * 20
RIGHT, WRONG = TRUTH, [not label for label in TRUTH]
HALF = [True, False, True, False] * 20


def test_a_solver_that_is_better_everywhere_has_an_interval_above_zero() -> None:
    metric = compare_f1("x", TRUTH, HALF, RIGHT)

    assert metric.value == pytest.approx(0.5)
    assert metric.low is not None
    assert metric.low > 0


def test_a_solver_against_itself_differs_by_nothing_and_surely_so() -> None:
    for metric in (
        compare_f1("x", TRUTH, HALF, HALF),
        compare_auc("x", TRUTH, [0.1, 0.6, 0.5, 0.2] * 20, [0.1, 0.6, 0.5, 0.2] * 20),
        compare_shares("x", "alarms", HALF, HALF),
    ):
        assert (metric.value, metric.low, metric.high) == (0.0, 0.0, 0.0)


def test_pairing_makes_the_interval_narrower_than_that_of_a_single_share() -> None:
    one = [number % 3 == 0 for number in range(90)]
    other = [*one[:-1], not one[-1]]
    metric = compare_shares("x", "alarms", one, other)

    assert metric.low is not None
    assert metric.high is not None
    assert metric.high - metric.low < 0.05


def test_without_positives_there_is_no_difference() -> None:
    assert compare_f1("x", [False], [True], [False]).value is None
    assert compare_auc("x", [True, True], [0.1, 0.2], [0.3, 0.4]).value is None
    assert compare_shares("x", "alarms", [], []).value is None


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        (Metric("x", "F1", 0.04, 0.01, 0.08), "+0.040 [+0.010, +0.080] *"),
        (Metric("x", "F1", 0.04, -0.01, 0.08), "+0.040 [-0.010, +0.080]"),
        (Metric("x", "F1", None, note="no positives"), "no positives"),
    ],
)
def test_a_margin_that_the_interval_supports_bears_a_star(metric: Metric, text: str) -> None:
    assert format_difference(metric) == text


def test_the_numbers_that_decide_are_compared_second_minus_first() -> None:
    def row(number: int, *, weak: bool, found: bool, weakness: float) -> Row:
        cells = {
            "expected_overall": "needs-work" if weak else "strong",
            "expected_issues": "task-like" if weak else "",
            "issues": "task-like=0.9" if found else "",
            "weakness": str(weakness),
            "alarms": "task-like" if found and not weak else "",
        }
        return Row(str(number), "dev", cells)

    pairs = [
        (
            row(number, weak=weak, found=True, weakness=0.5),
            row(number, weak=weak, found=weak, weakness=0.5 + weak / 4),
        )
        for number, weak in enumerate([True, False] * 30)
    ]
    found = {(metric.subject, metric.measure): metric.value for metric in measure_differences(pairs)}

    assert found["task-like", "F1"] == pytest.approx(1 / 3)
    assert found["unmeasurable", "F1"] is None
    assert found["needs work", "ROC AUC"] == pytest.approx(0.5)
    assert found["strong", "false alarms"] == pytest.approx(-1.0)
