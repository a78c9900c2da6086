from __future__ import annotations

import pytest

from coach.domain.alignment import Gap, GapKind
from tests.support.audits import Near, find, make_context, make_node

UP = "Increase average order value from 40 to 55 euros"
DOWN = "Reduce average order value from 40 to 30 euros"


def conflicts(first: str, second: str, team: str = "") -> list[Gap]:
    nodes = [
        make_node("shop/o1", key_results=[first]),
        make_node("outlet/o1", key_results=[second], team=team),
    ]
    return find(GapKind.CONFLICT, make_context(nodes, near=[Near(0, 1, 0, 0, 0.9)]))


def test_one_metric_pulled_both_ways_is_a_conflict_that_names_both() -> None:
    [gap] = conflicts(UP, DOWN)

    assert "Shop and Outlet pull" in gap.message
    assert "average order value" in gap.message
    assert gap.evidence[0].startswith("up: Shop")
    assert gap.evidence[1].startswith("down: Outlet")


def test_the_values_tell_the_direction_where_no_verb_does() -> None:
    assert conflicts("Average order value from 40 to 55 euros", "Average order value from 40 to 30 euros")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (UP, "Increase average order value from 30 to 35 euros"),
        (UP, "Reduce average order value from 40 to 45 euros"),
        ("Increase tickets solved in a day from 20 to 40", "Reduce tickets from 900 to 500"),
        ("Raise spending on events from 10 to 20", "Cut spending on adverts from 20 to 10"),
        ("Increase stock in Leeds from 10 to 20 days", "Reduce stock in Derby from 20 to 10 days"),
        ("Increase average order value to 55 euros", "Keep average order value at 40 euros"),
    ],
)
def test_another_metric_direction_place_or_a_slip_is_no_conflict(first: str, second: str) -> None:
    assert not conflicts(first, second)


def test_one_team_is_not_in_conflict_with_itself() -> None:
    assert not conflicts(UP, DOWN, team="Shop")
