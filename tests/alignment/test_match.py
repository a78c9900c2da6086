from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from coach.alignment import match as module
from coach.alignment.hashed import encode_words
from coach.alignment.match import Pairs, match
from coach.alignment.vectors import compute_vectors
from coach.domain.alignment import Node
from coach.domain.okr import Level
from coach.errors import InputTooLarge
from tests.support.audits import make_node
from tests.support.organisations import ROWS, read_rows

NODES = read_rows(*ROWS).nodes


def find(nodes: Sequence[Node], limit: int | None = None, **options: object) -> Pairs:
    return match(nodes, compute_vectors(nodes, encode_words), limit=limit, **options)  # type: ignore[arg-type] # options of a test


def name(nodes: Sequence[Node], pairs: Pairs) -> list[tuple[str, str]]:
    return [
        (nodes[child].id, nodes[parent].id)
        for child, parent in zip(pairs.children.tolist(), pairs.parents.tolist(), strict=True)
    ]


def test_without_a_limit_every_node_above_is_a_candidate_the_closest_first() -> None:
    pairs = find(NODES)

    assert len(pairs.children) == 6
    assert all(np.diff(pairs.children) >= 0)
    assert name(NODES, pairs)[0] == ("t1", "c1")
    assert name(NODES, pairs)[2] == ("t2", "c2")


def test_similarity_is_the_cosine_of_the_wholes() -> None:
    vectors = compute_vectors(NODES, encode_words)

    pairs = match(NODES, vectors, limit=None)

    first = vectors.matrix[[vectors.nodes[2].whole, vectors.nodes[0].whole]]
    assert pairs.similarity[0] == pytest.approx(first[0] @ first[1], abs=1e-5)


def test_individuals_are_compared_with_every_level_above() -> None:
    person = make_node(
        "p/o1", "Ropes are ready", ["Minutes from 4 to 2"], level=Level.INDIVIDUAL, cycle="2026-Q4"
    )
    nodes = (*NODES, person)

    parents = {parent for child, parent in name(nodes, find(nodes)) if child == "p/o1"}

    assert parents == {"c1", "c2", "t1", "t2", "t3"}


def test_declared_and_wanted_pairs_are_weighed_whatever_the_limit_or_level(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_FEW", 0)
    monkeypatch.setattr(module, "_FEW_PAIRS", 0)
    nodes = [*NODES[:2], NODES[2]._replace(parent_ids=("c2", "t2")), *NODES[3:]]

    pairs = name(nodes, find(nodes, 1, also=[(4, 0), (4, 1)]))

    assert {("t1", "c2"), ("t1", "t2"), ("t3", "c1"), ("t3", "c2")} <= set(pairs)


def test_a_limit_keeps_the_closest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FEW", 0)
    monkeypatch.setattr(module, "_FEW_PAIRS", 0)

    pairs = name(NODES, find(NODES, 1))

    assert ("t1", "c1") in pairs
    assert ("t2", "c2") in pairs
    assert len(pairs) == 3


def test_cycles_that_do_not_overlap_are_candidates_only_where_all_are_asked_for() -> None:
    old = NODES[0]._replace(id="old", cycle="2024")
    nodes = (old, *NODES)

    assert "old" in {parent for _, parent in name(nodes, find(nodes, None))}
    assert "old" not in {parent for _, parent in name(nodes, find(nodes, 12))}


def test_what_declares_a_node_is_no_candidate_of_it() -> None:
    upside_down = (NODES[0]._replace(parent_ids=("t2",)), *NODES[1:])

    pairs = name(upside_down, find(upside_down))

    assert ("t2", "c1") not in pairs
    assert ("c1", "t2") in pairs


def test_a_corpus_of_one_level_has_no_pairs() -> None:
    assert len(find(NODES[:2]).children) == 0


def test_too_many_pairs_are_refused_with_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_PAIRS", 5)

    with pytest.raises(InputTooLarge, match="set a number of candidates"):
        find(NODES)


def test_nodes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="corpus order"):
        find(NODES[::-1])


def test_a_search_elsewhere_gives_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_FEW", 0)
    monkeypatch.setattr(module, "_FEW_PAIRS", 0)
    asked: list[int] = []

    def search(*arguments: object) -> object:
        asked.append(1)
        return module.search_above(*arguments)  # type: ignore[arg-type] # passed through

    pairs = find(NODES, 1, search=search)

    assert asked
    assert name(NODES, pairs) == name(NODES, find(NODES, 1))
