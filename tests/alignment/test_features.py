from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.alignment import features as module
from coach.alignment.features import FEATURES, compute_features
from coach.alignment.hashed import encode_words
from coach.alignment.lexical import LexicalIndex
from coach.alignment.match import match
from coach.alignment.vectors import Vectors, compute_vectors
from coach.domain.alignment import Node
from coach.domain.okr import Level
from coach.errors import WeightsBroken
from tests.support.audits import make_node

ABOVE = (
    make_node("revenue", "Grow the business", ["Recurring revenue from 6M to 9M"], level=Level.COMPANY),
    make_node("people", "People stay with us", ["Regretted attrition below 6%"], level=Level.COMPANY),
)
BELOW = (
    make_node("sales", "Fill the funnel", ["Qualified pipeline of 4x the quota"], team="Sales"),
    make_node("hr", "Careers with a path", ["Exit interviews name workload less often"], team="People"),
    make_node("bare", "Summer party for all staff", [], team=""),
)


def compute(nodes: Sequence[Node]) -> dict[tuple[str, str], dict[str, float]]:
    vectors = compute_vectors(nodes, encode_words)
    pairs = match(nodes, vectors, limit=None)
    table = compute_features(nodes, vectors, pairs, LexicalIndex(nodes))
    assert table.shape == (len(pairs.children), len(FEATURES))
    return {
        (nodes[child].id, nodes[parent].id): dict(zip(FEATURES, row.tolist(), strict=True))
        for child, parent, row in zip(pairs.children, pairs.parents, table, strict=True)
    }


def test_a_cause_is_found_without_a_shared_word() -> None:
    found = compute((*ABOVE, *BELOW))

    assert found["sales", "revenue"]["words"] == 0.0
    assert found["sales", "revenue"]["cause"] > found["sales", "people"]["cause"]
    assert found["hr", "people"]["cause, beyond usual"] > found["hr", "revenue"]["cause, beyond usual"]


def test_goals_about_people_are_the_business_of_a_people_team() -> None:
    found = compute((*ABOVE, *BELOW))
    name = "goal is the team's business"

    assert found["hr", "people"][name] > 0.5 > found["hr", "revenue"][name]
    assert found["sales", "people"][name] == found["sales", "revenue"][name] == 0.5


def test_inward_work_stands_out_only_against_an_outward_goal() -> None:
    found = compute((*ABOVE, *BELOW))
    name = "inward work, outward goal"

    assert found["hr", "revenue"][name] > found["hr", "people"][name]


def test_a_corpus_of_one_pair_has_sound_features() -> None:
    row = compute((ABOVE[0], BELOW[0]))["sales", "revenue"]

    assert np.isfinite(list(row.values())).all()
    assert row["cause, beyond usual"] > 0


def test_missing_key_results_and_a_missing_team_are_no_error() -> None:
    row = compute((*ABOVE, *BELOW))["bare", "revenue"]

    assert np.isfinite(list(row.values())).all()
    assert row["goal is the team's business"] == 0.5


def test_results_do_not_depend_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = compute((*ABOVE, *BELOW))
    monkeypatch.setattr(module, "_BLOCK", 1)

    for pair, row in compute((*ABOVE, *BELOW)).items():
        assert row == pytest.approx(whole[pair], abs=1e-5)


def test_without_pairs_there_is_no_row() -> None:
    vectors = compute_vectors(ABOVE, encode_words)
    pairs = match(ABOVE, vectors, limit=None)

    assert len(compute_features(ABOVE, vectors, pairs, LexicalIndex(ABOVE))) == 0


def test_vectors_of_another_encoder_are_refused() -> None:
    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        vectors: NDArray[np.float32] = np.full((len(texts), 7), 7**-0.5, np.float32)
        return vectors

    nodes = (ABOVE[0], BELOW[0])
    vectors: Vectors = compute_vectors(nodes, encode)
    with pytest.raises(WeightsBroken, match="not 7"):
        compute_features(nodes, vectors, match(nodes, vectors, limit=None), LexicalIndex(nodes))
