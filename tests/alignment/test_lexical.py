from __future__ import annotations

import numpy as np
import pytest

from coach.alignment import lexical as module
from coach.alignment.lexical import LexicalIndex
from tests.support.audits import make_node

NODES = (
    make_node("c1", "Guests come back to the island", ["Returning guests from 31% to 40%"]),
    make_node("c2", "Ferries leave on time", ["Departures within 5 minutes from 70% to 88%"]),
    make_node("t1", "Guests return to the ferries", ["Churn of season guests from 12% to 8%"]),
    make_node("t2", "Paint the lighthouse", []),
)
CHILDREN = np.array([2, 2, 3, 3], np.int32)
PARENTS = np.array([0, 1, 0, 1], np.int32)


def test_pairs_without_a_shared_word_have_nothing_in_common() -> None:
    found = LexicalIndex(NODES, {}).compare(CHILDREN, PARENTS)

    assert found.bm25[2:].tolist() == [0.0, 0.0]
    assert found.rarest[2:].tolist() == [0.0, 0.0]
    assert all(found.bm25[:2] > 0)


def test_an_okr_covers_itself_fully() -> None:
    found = LexicalIndex(NODES, {}).compare(np.array([0], np.int32), np.array([0], np.int32))

    assert found.covered[0] == pytest.approx(1.0)


def test_a_word_that_is_common_elsewhere_counts_less() -> None:
    rare = LexicalIndex(NODES, {}).compare(CHILDREN, PARENTS)
    common = LexicalIndex(NODES, {"guest": 0.9}).compare(CHILDREN, PARENTS)

    assert common.bm25[0] < rare.bm25[0]
    assert common.bm25[1] == rare.bm25[1]


def test_shared_nouns_of_measurement_are_weighed_on_their_own() -> None:
    nodes = (make_node("c", "Stay", ["Churn below 3%"]), make_node("t", "Go", ["Churn of islanders"]))
    found = LexicalIndex(nodes, {}).compare(np.array([1], np.int32), np.array([0], np.int32))

    assert found.metrics[0] > 0
    assert LexicalIndex(NODES, {}).compare(CHILDREN, PARENTS).metrics[2] == 0


def test_results_do_not_depend_on_how_many_pairs_are_compared_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = LexicalIndex(NODES).compare(CHILDREN, PARENTS)
    monkeypatch.setattr(module, "_PAIRS", 1)

    for one, other in zip(whole, LexicalIndex(NODES).compare(CHILDREN, PARENTS), strict=True):
        assert one.tolist() == other.tolist()


def test_nothing_to_compare_is_no_error() -> None:
    none = np.zeros(0, np.int32)
    assert len(LexicalIndex(NODES).compare(none, none).bm25) == 0
