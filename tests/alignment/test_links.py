from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coach.alignment.features import compute_features
from coach.alignment.hashed import encode_words
from coach.alignment.lexical import LexicalIndex
from coach.alignment.links import ELSEWHERE, MOST_SUGGESTED, make_links
from coach.alignment.match import match
from coach.alignment.vectors import compute_vectors
from coach.alignment.weighing import Weighed
from coach.domain.alignment import Link, LinkStatus, Node
from coach.domain.okr import Level
from tests.support.audits import make_node


def link(*nodes: Node, probability: float = 0.8, speaking: frozenset[str] = frozenset()) -> tuple[Link, ...]:
    """Links where every pair has the same probability."""
    vectors = compute_vectors(nodes, encode_words)
    pairs = match(nodes, vectors, limit=None)
    chances = np.full(len(pairs.children), probability, np.float32)
    weighed = Weighed(pairs, compute_features(nodes, vectors, pairs, LexicalIndex(nodes)), chances)

    def explain(rows: NDArray[np.float32]) -> list[tuple[str, ...]]:
        return [("told",)] * len(rows)

    return make_links(nodes, weighed, threshold=0.5, explain=explain, speaking=speaking)


def company(number: int, cycle: str = "2026-Q4") -> Node:
    return make_node(f"company/o{number}", f"Goal {number}", level=Level.COMPANY, cycle=cycle)


def test_a_declared_link_is_told_however_unlikely() -> None:
    child = make_node("deck/o1", "Ropes", parent_ids=("company/o1",))

    (found,) = link(company(1), child, probability=0.1)

    assert (found.status, found.probability) == (LinkStatus.DECLARED, 0.1)


def test_below_the_threshold_nothing_is_suggested() -> None:
    assert link(company(1), make_node("deck/o1", "Ropes"), probability=0.4) == ()


def test_no_child_gets_more_suggestions_than_anyone_can_judge() -> None:
    found = link(*(company(number) for number in range(6)), make_node("deck/o1", "Ropes"))

    assert len(found) == MOST_SUGGESTED


def test_goals_of_one_level_do_not_push_out_those_of_another() -> None:
    departments = [make_node(f"d{number}/o1", f"D {number}", level=Level.DEPARTMENT) for number in range(6)]

    found = link(company(1), *departments, make_node("deck/o1", "Ropes"))

    assert [one.parent for one in found if one.child == "deck/o1"].count("company/o1") == 1
    assert len([one for one in found if one.child == "deck/o1"]) == MOST_SUGGESTED + 1


def test_nothing_is_suggested_for_those_who_say_themselves_what_they_support() -> None:
    child = make_node("deck/o1", "Ropes", parent_ids=("company/o1",))

    found = link(company(1), company(2), child, speaking=frozenset({"deck/o1"}))

    assert [(one.parent, one.status) for one in found] == [("company/o1", LinkStatus.DECLARED)]


def test_nothing_is_suggested_between_cycles_that_do_not_overlap() -> None:
    found = link(company(1, "2025-Q1"), company(2), make_node("deck/o1", "Ropes"))

    assert [one.parent for one in found] == ["company/o2"]


def test_a_link_names_the_key_result_of_the_parent_that_is_closest() -> None:
    child = make_node("deck/o1", "Boarding", ["Ropes tied on the pier"], parent_ids=("company/o1",))
    parent = make_node("company/o1", "Arrivals", ["Coffee", "Ropes on every pier"], level=Level.COMPANY)

    (found,) = link(parent, child)

    assert found.parent_key_result == 1


def test_goals_of_another_department_are_suggested_only_where_they_are_very_likely() -> None:
    nodes = (
        company(1),
        make_node("sea/o1", "Ships", level=Level.DEPARTMENT, team="Sea"),
        make_node("land/o1", "Lorries", level=Level.DEPARTMENT, team="Land"),
        make_node("deck/o1", "Ropes", team="Deck", parent_ids=("sea/o1",)),
        make_node("deck/o2", "Anchors", team="Deck"),
    )

    def suggest(probability: float) -> set[str]:
        found = link(*nodes, probability=probability, speaking=frozenset({"deck/o1"}))
        return {one.parent for one in found if one.child == "deck/o2"}

    assert suggest(ELSEWHERE - 0.05) == {"company/o1", "sea/o1"}
    assert suggest(ELSEWHERE + 0.05) == {"company/o1", "sea/o1", "land/o1"}
