from __future__ import annotations

import numpy as np
import pytest

from coach.alignment import lexical as module
from coach.alignment.lexical import HASHED_SIZE, LexicalIndex, encode_words, shared_words, stem_words
from tests.support.audits import make_node

NODES = (
    make_node("c1", "Guests come back to the island", ["Returning guests from 31% to 40%"]),
    make_node("c2", "Ferries leave on time", ["Departures within 5 minutes from 70% to 88%"]),
    make_node("t1", "Guests return to the ferries", ["Churn of season guests from 12% to 8%"]),
    make_node("t2", "Paint the lighthouse", []),
)
CHILDREN = np.array([2, 2, 3, 3], np.int32)
PARENTS = np.array([0, 1, 0, 1], np.int32)


def test_stems_leave_out_what_every_key_result_says() -> None:
    assert stem_words("Increase the share of returning guests from 31% to 40%") == ["return", "guest"]


def test_words_count_as_shared_in_any_form() -> None:
    assert shared_words("Returning guests", "A guest returns each summer") == ("returning", "guests")
    assert shared_words("Returning guests", "Ferries leave") == ()


def test_no_more_than_three_shared_words_are_named() -> None:
    text = "ropes anchors sails engines"
    assert len(shared_words(text, text)) == 3


def test_pairs_without_a_shared_word_have_nothing_in_common() -> None:
    found = LexicalIndex(NODES, {}).compare(CHILDREN, PARENTS)

    assert found.bm25[2:].tolist() == [0.0, 0.0]
    assert found.rarest[2:].tolist() == [0.0, 0.0]
    assert all(found.bm25[:2] > 0)


def test_an_okr_covers_itself_fully() -> None:
    found = LexicalIndex(NODES, {}).compare(np.array([0], np.int32), np.array([0], np.int32))

    assert found.covered[0] == 1.0


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


def test_hashed_words_are_alike_where_words_are_shared_and_the_same_in_every_process() -> None:
    one, other, far, empty = encode_words(["Guests return", "A returning guest", "Paint the lighthouse", ""])

    assert one.shape == (HASHED_SIZE,)
    assert one @ other > 0.5
    assert one @ far == 0.0
    assert empty.tolist() == [0.0] * HASHED_SIZE
    assert np.flatnonzero(encode_words(["guest"])[0]).tolist() == [565]
