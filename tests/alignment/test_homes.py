from __future__ import annotations

import numpy as np

from coach.alignment.homes import find_homes
from coach.domain.okr import Level
from tests.support.audits import make_node

NODES = (
    make_node("company/o1", level=Level.COMPANY),
    make_node("sea/o1", level=Level.DEPARTMENT, team="Sea"),
    make_node("sea/o2", level=Level.DEPARTMENT, team="Sea"),
    make_node("land/o1", level=Level.DEPARTMENT, team="Land"),
    make_node("deck/o1", team="Deck"),
    make_node("deck/o2", team="Deck"),
    make_node("depot/o1", team="Depot"),
    make_node("nameless/o1")._replace(team=""),
    make_node("nameless/o2")._replace(team=""),
)


def far_from(child: int, *declared: tuple[int, int]) -> list[str]:
    """Which goals above are elsewhere for a child."""
    above = np.arange(4, dtype=np.int32)
    found = find_homes(NODES, declared).are_elsewhere(np.full(4, child, np.int32), above)
    return [NODES[at].id for at in np.flatnonzero(found)]


def test_a_team_that_declares_goals_of_one_department_is_far_from_those_of_another() -> None:
    assert far_from(5, (4, 1)) == ["land/o1"]


def test_a_team_may_belong_to_two_departments() -> None:
    assert far_from(5, (4, 1), (5, 3)) == []


def test_without_a_declaration_at_that_level_nothing_is_far() -> None:
    assert far_from(5, (4, 0), (6, 1)) == []
    assert far_from(5) == []


def test_okrs_without_a_team_say_nothing_of_each_other() -> None:
    assert far_from(8, (7, 1)) == []
