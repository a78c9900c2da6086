from __future__ import annotations

import pytest

from coach.domain.source import Span
from evals.scorers.agreement import score_agreement
from evals.scorers.intervals import wilson
from evals.scorers.labels import count_confusion, score_label, score_macro_f1, score_share
from evals.scorers.probabilities import (
    score_auc,
    score_average_precision,
    score_brier,
    trace_precision_recall,
    trace_reliability,
)
from evals.scorers.rewriting import (
    holds_all,
    invented_numbers,
    is_short_enough,
    placeholders,
    share_of_words_held,
)
from evals.scorers.spans import overlap


def test_nine_of_ten_is_less_certain_than_ninety_of_a_hundred() -> None:
    assert wilson(9, 10) == pytest.approx((0.596, 0.982), abs=0.001)
    assert wilson(90, 100) == pytest.approx((0.826, 0.945), abs=0.001)


def test_precision_recall_and_f1_come_with_what_they_rest_on() -> None:
    precision, recall, f1 = score_label("x", [True, True, True, False], [True, True, False, True])
    assert [metric.value for metric in (precision, recall, f1)] == pytest.approx([2 / 3] * 3)
    assert (precision.n, recall.n) == (3, 3)
    assert f1.low is not None
    assert f1.high is not None
    assert f1.low <= 2 / 3 <= f1.high


def test_a_label_that_was_never_given_has_no_precision_and_a_recall_of_zero() -> None:
    precision, recall, f1 = score_label("x", [True, False], [False, False])
    assert (precision.value, recall.value, f1.value) == (None, 0.0, 0.0)


@pytest.mark.parametrize("got", [[], [False, False], [True, False]])
def test_a_label_that_never_applies_has_no_recall_and_no_f1(got: list[bool]) -> None:
    _, recall, f1 = score_label("x", [False] * len(got), got)
    assert (recall.value, f1.value) == (None, None)


def test_an_empty_set_has_no_result_anywhere() -> None:
    assert score_share("x", "share", []).value is None
    assert score_brier("x", [], []).value is None
    assert score_auc("x", [], []).value is None
    assert score_average_precision("x", [], []).value is None
    assert score_macro_f1("x", {"a": ([], [])}).value is None
    assert [metric.value for metric in score_agreement("x", [], [])] == [None, None, None]
    assert overlap([], []) is None
    assert trace_precision_recall("x", [], []).points == ()
    assert trace_reliability("x", [], []).points == ()
    assert count_confusion("x", [], [], ("a", "b")).counts == ((0, 0), (0, 0))


def test_macro_f1_is_the_mean_over_labels_that_occur() -> None:
    pairs = {
        "good": ([True, False], [True, False]),
        "bad": ([True, False], [False, False]),
        "absent": ([False, False], [True, True]),
    }
    metric = score_macro_f1("all", pairs)
    assert metric.value == pytest.approx(0.5)
    assert metric.note == "2 labels"


def test_intervals_are_the_same_in_every_run() -> None:
    expected, got = [True, False] * 20, [True, True, False, False] * 10
    assert score_label("x", expected, got) == score_label("x", expected, got)


def test_auc_counts_ties_half() -> None:
    assert score_auc("x", [True, True, False, False], [0.9, 0.5, 0.5, 0.1]).value == pytest.approx(0.875)


def test_the_bootstrap_of_a_perfect_auc_stays_at_one() -> None:
    metric = score_auc("x", [True, False] * 10, [0.8, 0.2] * 10)
    assert (metric.value, metric.low, metric.high) == (1.0, 1.0, 1.0)


def test_auc_of_one_class_has_no_result() -> None:
    assert score_auc("x", [True, True], [0.1, 0.9]).value is None


def test_brier_is_the_mean_squared_distance() -> None:
    assert score_brier("x", [True, False], [0.8, 0.4]).value == pytest.approx(0.1)
    assert score_brier("x", [True, True], [0.8, 0.6]).value == pytest.approx(0.1)


def test_a_reliability_curve_leaves_empty_bins_out() -> None:
    curve = trace_reliability("x", [True, False, True], [0.95, 0.91, 0.12])
    assert [number for point in curve.points for number in point] == pytest.approx([0.12, 1.0, 0.93, 0.5])
    assert curve.sizes == (1, 2)


def test_a_precision_recall_curve_ends_where_nothing_was_said() -> None:
    curve = trace_precision_recall("x", [True, True, False], [0.9, 0.0, 0.0])
    assert curve.points == ((0.5, 1.0),)


def test_an_answer_outside_the_labels_gets_a_column_of_its_own() -> None:
    confusion = count_confusion("x", ["a", "b"], ["a", "c"], ("a", "b"))
    assert confusion.got == ("a", "b", "c")
    assert confusion.counts == ((1, 0, 0), (0, 0, 1))


def test_kappa_and_alpha_of_a_known_table() -> None:
    first = ["yes"] * 25 + ["no"] * 25
    second = ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    agreement, kappa, alpha = score_agreement("x", first, second)
    assert agreement.value == pytest.approx(0.7)
    assert kappa.value == pytest.approx(0.4)
    assert alpha.value == pytest.approx(1 - 0.3 / (2 * 55 * 45 / (100 * 99)))


def test_one_label_alone_has_no_kappa() -> None:
    agreement, kappa, alpha = score_agreement("x", ["no", "no"], ["no", "no"])
    assert (agreement.value, kappa.value, alpha.value) == (1.0, None, None)


def test_overlap_is_what_is_shared_of_all() -> None:
    assert overlap([Span(0, 6)], [Span(4, 10)]) == pytest.approx(0.2)
    assert overlap([Span(0, 6)], []) == 0.0


def test_a_number_that_was_not_given_is_invented() -> None:
    given = "Cut wait from 4.5 h to 20 min"
    assert invented_numbers(given, "Wait from 4.5 h to 20 min") == set()
    assert invented_numbers(given, "Wait from 4 h to 20 min") == {"4"}


def test_placeholders_are_named_by_their_first_word() -> None:
    assert placeholders("From [baseline] to [target: value], see (this)") == {"baseline", "target"}


def test_kept_words_may_change_their_case() -> None:
    assert holds_all(["Nordics"], "deals in the nordics")
    assert not holds_all(["Nordics", "Resellers"], "deals in the nordics")


def test_a_short_text_may_grow_to_twenty_words() -> None:
    assert is_short_enough("Be fast", "word " * 20)
    assert not is_short_enough("Be fast", "word " * 21)


def test_words_that_are_held_count_by_their_start_and_links_do_not_count() -> None:
    assert (
        share_of_words_held("Train editors https://wiki.example/training", "[metric: training all editors]")
        == 1.0
    )
    assert share_of_words_held("Train the editors", "[metric: effect of the flow]") == 0.0
    assert share_of_words_held("5 %", "nothing") == 1.0
