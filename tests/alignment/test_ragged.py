from __future__ import annotations

import numpy as np
import pytest

from coach.alignment.ragged import Ragged

ROWS = Ragged.of([[4, 5], [], [6], [7, 8, 9]])


def read(rows: Ragged) -> list[list[int]]:
    return [rows.flat[start:end].tolist() for start, end in zip(rows.starts, rows.starts[1:], strict=False)]


def test_rows_come_back_as_they_were_given() -> None:
    assert read(ROWS) == [[4, 5], [], [6], [7, 8, 9]]
    assert ROWS.lengths.tolist() == [2, 0, 1, 3]
    assert ROWS.owners.tolist() == [0, 0, 2, 3, 3, 3]
    assert read(Ragged.of(iter([[1], [2]]))) == [[1], [2]]


def test_some_rows_are_taken_in_the_order_asked_for_and_as_often() -> None:
    assert read(ROWS.take(np.array([3, 1, 0, 3]))) == [[7, 8, 9], [], [4, 5], [7, 8, 9]]
    assert read(ROWS.take(np.zeros(0, np.int64))) == []


def test_every_number_of_the_rows_asked_for_is_located() -> None:
    owners, places = ROWS.locate(np.array([3, 0]))

    assert owners.tolist() == [0, 0, 0, 1, 1]
    assert places.tolist() == [3, 4, 5, 0, 1]


@pytest.mark.parametrize("lines", [False, True], ids=["numbers", "lines"])
def test_rows_are_summed_and_an_empty_one_has_nothing(lines: bool) -> None:
    values = ROWS.flat.astype(np.float32)

    found = ROWS.sum_rows(np.stack([values, -values], axis=1) if lines else values)

    assert found.tolist() == ([[9, -9], [0, 0], [6, -6], [24, -24]] if lines else [9, 0, 6, 24])


def test_nothing_is_summed_without_rows() -> None:
    empty = Ragged.of([])

    assert empty.sum_rows(np.zeros(0, np.float32)).tolist() == []
    assert empty.sum_rows(np.zeros((0, 2), np.float32)).shape == (0, 2)


def test_rows_are_filled_up_or_cut_to_one_length() -> None:
    assert ROWS.pad(2).tolist() == [[4, 5], [-1, -1], [6, -1], [7, 8]]
