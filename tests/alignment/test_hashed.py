from __future__ import annotations

import numpy as np
import pytest

from coach.alignment import hashed as module
from coach.alignment.hashed import HASHED_SIZE, encode_words, hash_stems
from coach.alignment.ragged import Ragged
from coach.alignment.stems import read_stems


def test_hashed_words_are_alike_where_words_are_shared_and_the_same_in_every_process() -> None:
    one, other, far, empty = encode_words(["Guests return", "A returning guest", "Paint the lighthouse", ""])

    assert one.shape == (HASHED_SIZE,)
    assert one @ other > 0.5
    assert one @ far == 0.0
    assert empty.tolist() == [0.0] * HASHED_SIZE
    assert np.flatnonzero(encode_words(["guest"])[0]).tolist() == [565]


def test_words_that_follow_each_other_count_as_a_pair() -> None:
    one, other, apart = encode_words(["guest ferry", "guest ferry lighthouse", "ferry guest lighthouse"])

    assert one @ other > one @ apart > 0


def test_sums_of_vectors_are_as_long_as_if_they_were_added() -> None:
    texts = ["Guests return", "A returning guest by ferry", "", "Paint the lighthouse"]
    groups = [[0, 1], [2], [3], [1, 3, 3]]

    lengths = hash_stems(read_stems(texts)).measure_sums(Ragged.of(groups))

    vectors = encode_words(texts)
    added = np.stack([vectors[group].sum(axis=0) for group in groups])
    assert lengths == pytest.approx(np.linalg.norm(added, axis=1))


def test_texts_without_words_are_no_error() -> None:
    assert encode_words(["", "7 %"]).tolist() == [[0.0] * HASHED_SIZE] * 2
    assert encode_words([]).shape == (0, HASHED_SIZE)


def test_vectors_do_not_depend_on_how_many_texts_are_hashed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Guests return", "", "A returning guest by ferry", "Paint the lighthouse"]
    whole = encode_words(texts)
    monkeypatch.setattr(module, "_BLOCK", 1)

    assert encode_words(texts).tolist() == whole.tolist()
