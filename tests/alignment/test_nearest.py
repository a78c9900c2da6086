from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.alignment import nearest as module
from coach.alignment.nearest import Nearest


def make_rows(count: int) -> NDArray[np.float32]:
    """Pairs of close rows: row 2n and row 2n + 1."""
    random = np.random.default_rng(5)
    centres = np.repeat(random.standard_normal((count // 2, 32)), 2, axis=0)
    rows = (centres + 0.1 * random.standard_normal((count, 32))).astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths)


@pytest.mark.parametrize("exact", [True, False])
def test_the_nearest_row_is_found(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exact:
        pytest.importorskip("faiss", reason="the extra `embedding` is not installed")
        monkeypatch.setattr(module, "_MOST_EXACT", 0)
    rows = make_rows(1_000)

    similarity, numbers = Nearest(rows, np.arange(1_000), 4).search(np.arange(1_000), 2)

    assert np.array_equal(numbers[:, 0], np.arange(1_000))
    partners = np.arange(1_000) ^ 1
    assert (numbers[:, 1] == partners).mean() > 0.9
    assert similarity[:, 0] == pytest.approx(np.ones(1_000), abs=1e-3)
    assert (np.diff(similarity, axis=1) <= 0).all()


def test_fewer_rows_than_asked_for_are_all_there_is() -> None:
    _, numbers = Nearest(make_rows(4), np.arange(4), 4).search(np.array([0]), 10)

    assert sorted(numbers[0].tolist()) == [-1] * 6 + [0, 1, 2, 3]


def test_the_same_search_gives_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("faiss", reason="the extra `embedding` is not installed")
    monkeypatch.setattr(module, "_MOST_EXACT", 0)
    rows = make_rows(600)

    first, second = (Nearest(rows, np.arange(600), 3).search(np.arange(50), 5)[1] for _ in range(2))

    assert np.array_equal(first, second)


def test_no_question_has_no_answer() -> None:
    similarity, numbers = Nearest(make_rows(4), np.arange(4), 1).search(np.arange(0), 2)

    assert similarity.shape == numbers.shape == (0, 2)


def test_only_the_rows_that_may_be_found_are() -> None:
    rows = make_rows(10)

    _, places = Nearest(rows, np.array([4, 5]), 1).search(np.array([4]), 1)

    assert places.tolist() == [[0]]


@pytest.mark.parametrize("exact", [True, False])
def test_pairs_of_close_rows_are_told_once(exact: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not exact:
        pytest.importorskip("faiss", reason="the extra `embedding` is not installed")
        monkeypatch.setattr(module, "_MOST_EXACT", 0)
    rows = make_rows(1_000)

    first, second, likeness = Nearest(rows, np.arange(1_000), 4).pairs(0.9, 1_000)

    found = set(zip(first.tolist(), second.tolist(), strict=True))
    assert len(found) == len(first) >= 450
    assert found <= {(number, number + 1) for number in range(0, 1_000, 2)}
    assert (likeness >= 0.9).all()


def test_only_the_closest_pairs_are_kept_where_a_limit_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = make_rows(1_000)
    monkeypatch.setattr(module, "_BLOCK", 64)
    nearest = Nearest(rows, np.arange(1_000), 1)

    first, second, likeness = nearest.pairs(-1.0, 20)
    every = nearest.pairs(0.5, 10_000)

    assert list(zip(first, second, strict=True)) == list(zip(every[0], every[1], strict=True))[:20]
    assert likeness == pytest.approx(every[2][:20])


def test_few_rows_have_few_pairs() -> None:
    assert len(Nearest(make_rows(2), np.arange(1), 1).pairs(-1.0, 10)[0]) == 0
    assert len(Nearest(make_rows(2), np.arange(0), 1).pairs(-1.0, 10)[0]) == 0
