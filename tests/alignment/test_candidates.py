from __future__ import annotations

import numpy as np
import pytest

from coach.alignment.candidates import CandidateTable
from coach.alignment.match import Pairs
from coach.domain.alignment import Candidate


def make_table() -> CandidateTable:
    pairs = Pairs(
        np.array([2, 2, 3], np.int32), np.array([0, 1, 1], np.int32), np.array([0.9, 0.4, 0.5], np.float32)
    )
    return CandidateTable(["c1", "c2", "t1", "t2"], pairs, np.array([0.2, 0.7, 0.31234], np.float32))


def test_candidates_come_by_child_the_likeliest_first() -> None:
    assert make_table()["t1"] == (Candidate("c2", 0.7, 0.4), Candidate("c1", 0.2, 0.9))


def test_only_children_with_candidates_are_listed() -> None:
    table = make_table()

    assert list(table) == ["t1", "t2"]
    assert len(table) == 2
    with pytest.raises(KeyError):
        table["c1"]


def test_figures_are_rounded_to_four_digits() -> None:
    assert make_table()["t2"] == (Candidate("c2", 0.3123, 0.5),)


def test_a_table_equals_another_with_the_same_content() -> None:
    assert make_table() == make_table()
    assert make_table() == dict(make_table())
