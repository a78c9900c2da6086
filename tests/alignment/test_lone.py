from __future__ import annotations

import numpy as np
import pytest

from coach.alignment import lone as module
from coach.alignment.hashed import HASHED_SIZE, encode_words
from coach.alignment.knowledge import load_knowledge
from coach.alignment.lone import read_lone
from coach.alignment.vectors import compute_vectors
from tests.support.audits import make_node

KNOWLEDGE = load_knowledge(HASHED_SIZE)
NODES = (
    make_node("sales/o1", "More customers renew their contract", ["Renewal rate from 82% to 90%"]),
    make_node("club/o1", "A summer party with fireworks for the anniversary", ["400 guests"]),
)


def test_a_festival_reads_more_like_an_orphan_than_renewals() -> None:
    renewals, festival = read_lone(compute_vectors(NODES, encode_words), KNOWLEDGE)

    assert festival > renewals


def test_odds_are_counted_from_the_usual_child() -> None:
    vectors = compute_vectors(NODES, encode_words)._replace(
        matrix=np.stack([KNOWLEDGE.usual_child] * 6).astype(np.float32)
    )

    assert read_lone(vectors, KNOWLEDGE) == pytest.approx([0.0, 0.0], abs=1e-4)


def test_odds_do_not_depend_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = compute_vectors(NODES, encode_words)
    whole = read_lone(vectors, KNOWLEDGE)
    monkeypatch.setattr(module, "_BLOCK", 1)

    assert read_lone(vectors, KNOWLEDGE) == pytest.approx(whole)
