from __future__ import annotations

import pytest

from coach.domain.alignment import Gap, GapKind
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import Near, declared, find, make_context, make_node

LOST = "Lost parcels per thousand from 14 to 6"
SAME = "Parcels lost per thousand, from 14 to 6"


def duplicates(
    first: str, second: str, similarity: float = 0.95, *, team: str = "Depot", cycle: str = "2026-Q4"
) -> list[Gap]:
    nodes = [
        make_node("routes/o1", "Rounds that fit into a shift", [first]),
        make_node("depot/o1", "The depot finds every parcel", [second])._replace(team=team, cycle=cycle),
    ]
    return find(GapKind.DUPLICATE, make_context(nodes, near=[Near(0, 1, 0, 0, similarity)]))


def test_two_teams_with_the_same_values_for_the_same_thing_are_told_with_both_texts() -> None:
    [gap] = duplicates(LOST, SAME)

    assert gap.severity is Severity.WARNING
    assert gap.nodes == ("routes/o1", "depot/o1")
    assert any(LOST in line for line in gap.evidence)
    assert any(SAME in line for line in gap.evidence)


def test_certainty_is_a_step_and_no_likeness() -> None:
    steps = [duplicates(LOST, SAME, similarity)[0].certainty for similarity in (0.8, 0.95)]
    target = "Rounds checked by the shift lead reach 95%"

    assert steps == [0.9, 0.9]
    assert duplicates(target, target, 1.0)[0].certainty == 0.5
    assert duplicates(LOST, SAME)[0].evidence[-1] == "nearly the same words"
    assert duplicates(LOST, LOST, 1.0)[0].evidence[-1] == "the same words"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Uptime of search from 99.1% to 99.9%", "Uptime of checkout from 99.1% to 99.9%"),
        ("Shops in the Leeds area from 12 to 20", "Shops in the Derby area from 12 to 20"),
        (LOST, "Lost parcels per thousand from 22 to 9"),
        ("Satisfaction survey among drivers", "Training plan among drivers"),
        ("Hire according to plan", "Hire according to plan"),
    ],
)
def test_another_product_place_value_or_thing_is_no_duplicate(first: str, second: str) -> None:
    assert not duplicates(first, second, 0.9)


def test_the_same_words_without_a_common_start_are_only_a_hint() -> None:
    target = "Rounds checked by the shift lead reach 95%"
    words = "Every weekly round checked together by shift lead and planner"

    for text in (target, words):
        [gap] = duplicates(text, text, 1.0)
        assert gap.severity is Severity.HINT
        assert "in nearly the same words" in gap.message


def test_one_team_with_itself_and_another_cycle_are_no_duplicates() -> None:
    assert not duplicates(LOST, SAME, team="Routes")
    assert not duplicates(LOST, SAME, cycle="2025-Q1")


def test_another_way_to_write_the_same_cycle_is_the_same_cycle() -> None:
    assert duplicates(LOST, SAME, cycle="Q4 2026")


def test_a_team_that_carries_a_result_of_the_company_is_no_duplicate() -> None:
    nodes = [
        make_node("company/o1", key_results=[LOST], level=Level.COMPANY),
        make_node("depot/o1", key_results=[SAME]),
    ]

    assert not find(GapKind.DUPLICATE, make_context(nodes, near=[Near(0, 1, 0, 0, 0.97)]))


def test_an_okr_and_its_parent_are_no_duplicates() -> None:
    nodes = [
        make_node("sales/o1", key_results=[LOST], level=Level.DEPARTMENT),
        make_node("depot/o1", key_results=[SAME]),
    ]

    context = make_context(nodes, [declared("depot/o1", "sales/o1")], near=[Near(0, 1, 0, 0, 0.97)])

    assert not find(GapKind.DUPLICATE, context)


def test_many_teams_with_one_result_are_one_hint() -> None:
    nodes = [make_node(f"team{index}/o1", key_results=[LOST]) for index in range(6)]
    near = [Near(one, other, 0, 0, 1.0) for one in range(6) for other in range(one + 1, 6)]

    [gap] = find(GapKind.DUPLICATE, make_context(nodes, near=near))

    assert len(gap.nodes) == 6
    assert gap.severity is Severity.HINT
    assert gap.message.startswith("6 teams")


def test_two_groups_that_meet_become_one() -> None:
    nodes = [make_node(f"team{index}/o1", key_results=[LOST]) for index in range(4)]
    near = [Near(0, 1, 0, 0, 1.0), Near(2, 3, 0, 0, 1.0), Near(1, 2, 0, 0, 1.0)]

    [gap] = find(GapKind.DUPLICATE, make_context(nodes, near=near))

    assert len(gap.nodes) == 4


FOUND = "Parcels found within an hour from 60% to 85%"
KEPT = "Scanners that still work after a year from 71% to 90%"


def test_different_results_of_different_teams_are_told_apart() -> None:
    nodes = [
        make_node("routes/o1", key_results=[LOST, FOUND]),
        make_node("depot/o1", key_results=[SAME]),
        make_node("sorting/o1", key_results=[FOUND]),
    ]
    near = [Near(0, 1, 0, 0, 0.97), Near(0, 2, 1, 0, 1.0)]

    gaps = find(GapKind.DUPLICATE, make_context(nodes, near=near))

    assert {gap.nodes for gap in gaps} == {("routes/o1", "depot/o1"), ("routes/o1", "sorting/o1")}
    assert all("promise the same result:" in gap.message for gap in gaps)


def test_results_that_the_same_okrs_share_are_one_gap_with_their_number() -> None:
    nodes = [make_node(f"{team}/o1", key_results=[LOST, FOUND, KEPT]) for team in ("routes", "depot")]
    near = [Near(0, 1, index, index, 1.0) for index in range(3)]

    [gap] = find(GapKind.DUPLICATE, make_context(nodes, near=near))

    assert gap.message == f"Depot and Routes promise the same 3 results: “{LOST}” and 2 more"
    assert sum(KEPT in line for line in gap.evidence) == 2


def test_a_result_that_is_copied_from_the_parent_is_told_as_that_alone() -> None:
    nodes = [
        make_node("company/o1", key_results=[LOST, FOUND], level=Level.COMPANY),
        make_node("routes/o1", key_results=[LOST, FOUND]),
        make_node("depot/o1", key_results=[LOST]),
    ]
    links = [declared("routes/o1", "company/o1")]
    context = make_context(nodes, links, near=[Near(1, 2, 0, 0, 1.0)])

    assert find(GapKind.MIRROR, context)
    assert not find(GapKind.DUPLICATE, context)
