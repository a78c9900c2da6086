from __future__ import annotations

from collections.abc import Sequence

import pytest

from coach.domain.alignment import Gap, GapKind, Link, LinkStatus, Node
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import declared, find, make_context, make_node, suggested

GOAL = make_node("company/o1", "Parcels arrive when promised", level=Level.COMPANY)
OTHER = make_node("company/o2", "Drivers want to stay", level=Level.COMPANY)


def orphans(node: Node, links: Sequence[Link] = (), chance: float = 0.05) -> list[Gap]:
    chances = [(node.id, "company/o1", chance), (node.id, "company/o2", chance / 2)]
    return find(GapKind.ORPHAN, make_context([GOAL, OTHER, node], links, chances))


def test_an_okr_that_supports_nothing_is_an_orphan_with_its_closest_parents_as_evidence() -> None:
    [gap] = orphans(make_node("archive/o1", "Old paper records are in order", ["Boxes sorted from 0 to 400"]))

    assert gap.nodes == ("archive/o1",)
    assert gap.severity is Severity.WARNING
    assert gap.certainty == pytest.approx(0.95 * 0.975)
    assert "5% for Northwind “Parcels arrive when promised”" in gap.evidence
    assert str(gap.place) == "archive.md:3"


def test_a_claim_that_is_less_sure_is_a_hint_that_asks_about_the_likeliest_goal() -> None:
    [gap] = orphans(make_node("archive/o1"), chance=0.3)

    assert gap.severity is Severity.HINT
    assert "has no clear parent" in gap.message
    assert "Parcels arrive when promised" in gap.next_step


def test_an_okr_that_is_only_a_title_is_a_hint_and_says_why() -> None:
    [gap] = orphans(make_node("paint/o1", "Paint"))

    assert gap.severity is Severity.HINT
    assert "it has no key results, so only its title could be read" in gap.evidence


def test_a_claim_that_is_less_likely_than_not_is_not_made() -> None:
    assert not orphans(make_node("archive/o1"), chance=0.46)


def test_a_reason_to_stand_alone_is_respected() -> None:
    assert not orphans(make_node("archive/o1", stands_alone_because="the auditors want it"))


@pytest.mark.parametrize("chance", [0.5, 0.9])
def test_a_chance_at_the_limit_or_above_is_no_orphan(chance: float) -> None:
    assert not orphans(make_node("depot/o1"), [suggested("depot/o1", "company/o1", chance)], chance)


def test_a_declared_parent_is_believed_however_unlike_it_looks() -> None:
    node = make_node("archive/o1", parent_ids=("company/o1",), declared=("company O1",))

    assert not orphans(node, [declared("archive/o1", "company/o1", 0.01)])


def test_a_declared_parent_that_cannot_be_found_is_not_told_twice() -> None:
    assert not orphans(make_node("archive/o1", declared=("company O7",)))


def test_a_confirmed_link_is_believed_and_a_rejected_one_is_not_named_again() -> None:
    node = make_node("archive/o1")
    link = suggested("archive/o1", "company/o1", 0.05)

    assert not orphans(node, [link._replace(status=LinkStatus.CONFIRMED)])
    [gap] = orphans(node, [link._replace(status=LinkStatus.REJECTED)])
    assert not any("Parcels arrive" in line for line in gap.evidence)


def test_nothing_is_claimed_of_the_top_level_or_without_anything_to_compare_with() -> None:
    node = make_node("archive/o1")

    assert not find(GapKind.ORPHAN, make_context([GOAL, OTHER], [], [("company/o2", "company/o1", 0.1)]))
    assert not find(GapKind.ORPHAN, make_context([GOAL, node]))


def test_many_that_are_a_little_likely_speak_against_the_claim() -> None:
    node = make_node("archive/o1")
    goals = [make_node(f"company/o{number}", level=Level.COMPANY) for number in range(1, 6)]
    few = make_context([*goals, node], [], [(node.id, goals[0].id, 0.2)])
    many = make_context([*goals, node], [], [(node.id, goal.id, 0.2) for goal in goals])

    assert find(GapKind.ORPHAN, few)
    assert not find(GapKind.ORPHAN, many)
