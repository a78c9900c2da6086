from __future__ import annotations

import numpy as np
import pytest

from coach.alignment import vectors as module
from coach.alignment.hashed import encode_words
from coach.alignment.vectors import collect_texts, compute_vectors
from tests.support.audits import make_node
from tests.support.organisations import ROWS, WordEncoder, read_rows

NODES = read_rows(*ROWS).nodes


def test_every_distinct_text_is_encoded_once() -> None:
    twice = (*NODES, make_node("t9", NODES[2].objective, NODES[3].key_results))
    encoder = WordEncoder()

    compute_vectors(twice, encoder.encode)

    assert len(encoder.asked) == len(set(encoder.asked)) == len(collect_texts(NODES)[0].texts)


def test_rows_lead_back_to_the_texts() -> None:
    table, rows = collect_texts(NODES)

    assert [table.texts[node.objective] for node in rows] == [node.objective for node in NODES]
    assert [table.texts[row] for row in rows[0].key_results] == list(NODES[0].key_results)
    assert [node.whole for node in rows] == list(range(len(table.texts), len(table.texts) + len(NODES)))


def test_the_whole_is_the_mean_of_objective_and_key_results() -> None:
    vectors = compute_vectors(NODES, encode_words)

    first = vectors.nodes[0]
    mean = vectors.rows([first.objective, *first.key_results]).mean(axis=0)
    assert vectors.matrix[first.whole] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-3)
    assert vectors.matrix.shape == (vectors.first_whole + len(NODES), vectors.size)


def test_an_empty_objective_counts_for_nothing() -> None:
    nodes = (make_node("a/o1", "", ["Diesel from 4 to 2 litres"]),)

    vectors = compute_vectors(nodes, encode_words)

    row = vectors.nodes[0]
    assert vectors.matrix[row.whole] == pytest.approx(vectors.matrix[row.key_results[0]], abs=1e-3)


def test_chunks_make_no_difference() -> None:
    one = compute_vectors(NODES, encode_words)
    many = compute_vectors(NODES, encode_words, chunk=2)

    assert np.array_equal(one.matrix, many.matrix)


def test_progress_ends_at_the_number_of_texts() -> None:
    seen: list[tuple[int, int]] = []

    compute_vectors(NODES, encode_words, lambda done, total: seen.append((done, total)), chunk=4)

    count = len(collect_texts(NODES)[0].texts)
    assert seen == [(4, count), (8, count), (count, count)]


def test_a_large_matrix_takes_half_the_memory_and_holds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    small = compute_vectors(NODES, encode_words)
    monkeypatch.setattr(module, "_MOST_FLOAT32", 3)

    large = compute_vectors(NODES, encode_words)

    assert (str(small.matrix.dtype), str(large.matrix.dtype)) == ("float32", "float16")
    assert np.array_equal(small.matrix, large.rows(slice(None)))
