"""thin, overloaded, declared-but-unlike and level-skip: what the links themselves tell."""

from __future__ import annotations

import pytest

from coach.domain.alignment import Gap, GapKind, Link, LinkStatus
from coach.domain.audit import GapLimits
from coach.domain.okr import Level
from tests.support.audits import declared, find, make_context, make_node, suggested

GOAL = make_node("company/o1", "Parcels arrive when promised", level=Level.COMPANY)
OTHER = make_node("company/o2", "Drivers want to stay", level=Level.COMPANY)
ROUTES, DEPOT = make_node("routes/o1"), make_node("depot/o1")


def test_one_weak_supporter_is_thin() -> None:
    [gap] = find(GapKind.THIN, make_context([GOAL, ROUTES], [suggested("routes/o1", "company/o1", 0.55)]))

    assert gap.nodes == ("company/o1", "routes/o1")
    assert "suggested, probability 55%" in gap.evidence


def test_a_sure_a_second_or_a_confirmed_supporter_is_not_thin() -> None:
    weak = suggested("routes/o1", "company/o1", 0.55)
    for links in (
        [suggested("routes/o1", "company/o1", 0.7)],
        [weak, suggested("depot/o1", "company/o1", 0.55)],
        [weak._replace(status=LinkStatus.CONFIRMED)],
        [declared("routes/o1", "company/o1", 0.55)],
        [declared("routes/o1", "company/o1", None)],
    ):
        assert not find(GapKind.THIN, make_context([GOAL, ROUTES, DEPOT], links))


def test_a_lone_supporter_is_told_only_where_no_other_may_support_the_goal_too() -> None:
    weak = [suggested("routes/o1", "company/o1", 0.55)]
    nodes = [GOAL, OTHER, ROUTES, DEPOT]

    def tell(chance: float, *links: Link) -> list[Gap]:
        chances = [("routes/o1", "company/o1", 0.55), ("depot/o1", "company/o1", chance)]
        return find(GapKind.THIN, make_context(nodes, [*weak, *links], chances))

    [gap] = tell(0.1)
    assert gap.certainty <= 0.5
    assert not tell(0.45)
    assert tell(0.9, declared("depot/o1", "company/o2"))


@pytest.mark.parametrize("chance", [0.02, 0.3])
def test_what_a_team_declares_is_believed_and_never_thin(chance: float) -> None:
    links = [declared("routes/o1", "company/o1", chance)]

    assert not find(GapKind.THIN, make_context([GOAL, ROUTES], links))


def test_a_goal_with_many_more_teams_than_its_neighbours_is_overloaded() -> None:
    teams = [make_node(f"team{index}/o1") for index in range(12)]
    links = [suggested(team.id, "company/o1") for team in teams]
    links += [suggested("team0/o1", goal) for goal in ("company/o2", "company/o3")]
    third = make_node("company/o3", level=Level.COMPANY)

    [gap] = find(GapKind.OVERLOADED, make_context([GOAL, OTHER, third, *teams], links))

    assert gap.message.startswith("12 teams support Northwind “Parcels")
    assert not find(
        GapKind.OVERLOADED,
        make_context([GOAL, OTHER, third, *teams], links, limits=GapLimits(max_teams=12)),
    )


def test_many_teams_that_spread_evenly_are_a_matter_of_size() -> None:
    teams = [make_node(f"team{index}/o1") for index in range(40)]
    links = [suggested(team.id, f"company/o{1 + index % 2}") for index, team in enumerate(teams)]

    assert not find(GapKind.OVERLOADED, make_context([GOAL, OTHER, *teams], links))


def unlike(declared_chance: float, other_chance: float, status: LinkStatus = LinkStatus.DECLARED) -> bool:
    link = declared("routes/o1", "company/o1", declared_chance)._replace(status=status)
    chances = [("routes/o1", "company/o1", declared_chance), ("routes/o1", "company/o2", other_chance)]
    return bool(find(GapKind.DECLARED_BUT_UNLIKE, make_context([GOAL, OTHER, ROUTES], [link], chances)))


def test_a_declared_parent_is_questioned_only_where_another_is_likely() -> None:
    assert unlike(0.05, 0.8)
    assert not unlike(0.05, 0.4)
    assert not unlike(0.3, 0.8)
    assert not unlike(0.05, 0.8, LinkStatus.CONFIRMED)


def test_what_the_declared_parent_itself_supports_is_no_other_goal() -> None:
    department = make_node("sales/o1", level=Level.DEPARTMENT)
    links = [declared("routes/o1", "sales/o1", 0.05), declared("sales/o1", "company/o1")]
    chances = [("routes/o1", "company/o1", 0.9), ("routes/o1", "sales/o1", 0.05)]

    assert not find(GapKind.DECLARED_BUT_UNLIKE, make_context([GOAL, department, ROUTES], links, chances))


def test_an_alike_goal_of_another_department_is_no_rival_of_the_declared_one() -> None:
    own, same = (make_node(f"sales/o{number}", level=Level.DEPARTMENT) for number in (1, 2))
    other = make_node("legal/o1", level=Level.DEPARTMENT)
    link = declared("routes/o1", "sales/o1", 0.05)

    def find_with(likely: str) -> list[Gap]:
        chances = [("routes/o1", likely, 0.9), ("routes/o1", "sales/o1", 0.05)]
        context = make_context([GOAL, own, same, other, ROUTES], [link], chances)
        return list(find(GapKind.DECLARED_BUT_UNLIKE, context))

    assert not find_with("legal/o1")
    assert len(find_with("sales/o2")) == len(find_with("company/o1")) == 1


def test_a_declared_parent_past_a_level_that_carries_it_is_told() -> None:
    department = make_node("sales/o1", level=Level.DEPARTMENT)
    links = [declared("sales/o1", "company/o1"), declared("routes/o1", "company/o1")]

    chances = [("routes/o1", "sales/o1", 0.6)]

    [gap] = find(GapKind.LEVEL_SKIP, make_context([GOAL, department, ROUTES], links, chances))

    assert gap.nodes == ("routes/o1", "company/o1")
    assert "60% for Sales" in gap.evidence[0]
    assert not find(GapKind.LEVEL_SKIP, make_context([GOAL, department, ROUTES], links))


def test_all_who_skip_to_one_goal_are_one_line_each_with_the_likeliest_between() -> None:
    departments = [make_node(f"{name}/o1", level=Level.DEPARTMENT) for name in ("sales", "ops")]
    links = [declared(node.id, "company/o1") for node in (*departments, ROUTES, DEPOT)]
    chances = [("routes/o1", "sales/o1", 0.6), ("routes/o1", "ops/o1", 0.9), ("depot/o1", "ops/o1", 0.7)]

    [gap] = find(GapKind.LEVEL_SKIP, make_context([GOAL, *departments, ROUTES, DEPOT], links, chances))

    assert gap.message.startswith("2 OKRs declare Northwind “Parcels arrive when promised”")
    assert "90% for Ops" in gap.evidence[0]
    assert "70% for Ops" in gap.evidence[1]


def test_a_parent_right_above_or_nobody_between_is_no_skip() -> None:
    department = make_node("sales/o1", level=Level.DEPARTMENT)
    nodes = [GOAL, department, ROUTES]

    assert not find(GapKind.LEVEL_SKIP, make_context(nodes, [declared("routes/o1", "company/o1")]))
    links = [
        declared("sales/o1", "company/o1"),
        declared("routes/o1", "company/o1"),
        declared("routes/o1", "sales/o1"),
    ]
    assert not find(GapKind.LEVEL_SKIP, make_context(nodes, links))
    suggestion = [declared("sales/o1", "company/o1"), suggested("routes/o1", "company/o1")]
    assert not find(GapKind.LEVEL_SKIP, make_context(nodes, suggestion))
