from __future__ import annotations

from dataclasses import replace

from coach.domain.alignment import AuditProblem, GapKind, LinkStatus
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import declared, find, make_context, make_node, suggested

GOAL = make_node(
    "company/o1", "Parcels arrive when promised", ["On time to 97%", "Losses to 2"], level=Level.COMPANY
)
OTHER = make_node("company/o2", "Drivers want to stay", ["Drivers who leave to 12"], level=Level.COMPANY)
ROUTES, DEPOT = make_node("routes/o1"), make_node("depot/o1")


def test_a_goal_without_supporters_is_uncovered_and_shows_who_comes_closest() -> None:
    chances = [("routes/o1", "company/o1", 0.8), ("routes/o1", "company/o2", 0.2)]

    [gap] = find(
        GapKind.UNCOVERED,
        make_context([GOAL, OTHER, ROUTES], [suggested("routes/o1", "company/o1")], chances),
    )

    assert gap.nodes == ("company/o2",)
    assert gap.severity is Severity.WARNING
    assert any(line.startswith("20% for Routes") for line in gap.evidence)


def test_it_is_an_error_where_everybody_says_what_they_support() -> None:
    node = make_node("routes/o1", parent_ids=("company/o1",))
    apart = make_node("archive/o1", stands_alone_because="the law asks for it")

    [gap] = find(
        GapKind.UNCOVERED, make_context([GOAL, OTHER, node, apart], [declared("routes/o1", "company/o1")])
    )

    assert gap.nodes == ("company/o2",)
    assert gap.severity is Severity.ERROR


def test_it_is_a_hint_where_somebody_comes_near() -> None:
    chances = [("routes/o1", "company/o2", 0.45)]

    gaps = find(GapKind.UNCOVERED, make_context([OTHER, ROUTES], [], chances))

    assert [gap.severity for gap in gaps] == [Severity.HINT]


def test_an_okr_that_declares_another_goal_is_no_support_by_its_text_alone() -> None:
    links = [declared("routes/o1", "company/o1")]
    chances = [("routes/o1", "company/o2", 0.9), ("depot/o1", "company/o2", 0.1)]

    [gap] = find(GapKind.UNCOVERED, make_context([GOAL, OTHER, ROUTES, DEPOT], links, chances))

    assert gap.nodes == ("company/o2",)
    assert any(
        line.endswith("which declares Northwind “Parcels arrive when promised” and does not count")
        for line in gap.evidence
    )


def test_the_next_step_names_an_okr_that_is_free_to_serve_the_goal() -> None:
    links = [declared("routes/o1", "company/o1")]
    chances = [("routes/o1", "company/o2", 0.9), ("depot/o1", "company/o2", 0.45)]

    [gap] = find(GapKind.UNCOVERED, make_context([GOAL, OTHER, ROUTES, DEPOT], links, chances))

    assert gap.next_step.startswith("Ask whether Depot")


def test_a_declaration_that_could_not_be_read_is_told_beside_the_goal_that_it_may_mean() -> None:
    chances = [("routes/o1", "company/o2", 0.1)]
    context = make_context([OTHER, ROUTES], [], chances)
    lost = AuditProblem("unknown-parent", "not found", None, ("routes/o1",), "drivers", ("company/o2",))

    [gap] = find(GapKind.UNCOVERED, replace(context, problems=(lost,)))

    assert "1 declaration below could not be read and may mean it" in gap.evidence


def test_a_declared_or_confirmed_supporter_covers_a_goal_however_unlike_it_looks() -> None:
    link = declared("routes/o1", "company/o2", 0.02)

    for status in (LinkStatus.DECLARED, LinkStatus.CONFIRMED):
        assert not find(GapKind.UNCOVERED, make_context([OTHER, ROUTES], [link._replace(status=status)]))


def test_a_rejected_supporter_does_not_cover_a_goal() -> None:
    link = suggested("routes/o1", "company/o2", 0.9)._replace(status=LinkStatus.REJECTED)
    chances = [("routes/o1", "company/o2", 0.9), ("depot/o1", "company/o2", 0.1)]

    [gap] = find(GapKind.UNCOVERED, make_context([OTHER, ROUTES, DEPOT], [link], chances))

    assert not any("Routes" in line for line in gap.evidence)


def test_nothing_is_claimed_without_a_level_below_or_without_a_comparison() -> None:
    assert not find(GapKind.UNCOVERED, make_context([GOAL, OTHER]))
    assert not find(GapKind.UNCOVERED, make_context([OTHER, ROUTES]))


def test_the_highest_level_stands_for_a_missing_company_level_and_is_only_a_hint() -> None:
    department = make_node("sales/o1", level=Level.DEPARTMENT)

    [gap] = find(GapKind.UNCOVERED, make_context([department, ROUTES], [], [("routes/o1", "sales/o1", 0.02)]))

    assert gap.severity is Severity.HINT


def test_a_key_result_that_no_supporter_comes_closest_to_is_a_hint() -> None:
    teams = [make_node(f"team{index}/o1") for index in range(3)]
    links = [declared(team.id, "company/o1")._replace(parent_key_result=0) for team in teams]

    [gap] = find(GapKind.UNCOVERED, make_context([GOAL, *teams], links))

    assert gap.key_result == 1
    assert gap.severity is Severity.HINT
    assert "Losses to 2" in gap.message
    assert str(gap.place) == "company.md:6"


def test_all_key_results_that_none_comes_closest_to_are_one_hint() -> None:
    goal = GOAL._replace(key_results=("On time to 97%", "Losses to 2", "Returns to 9"))
    teams = [make_node(f"team{index}/o1") for index in range(3)]
    links = [declared(team.id, "company/o1")._replace(parent_key_result=0) for team in teams]

    [gap] = find(GapKind.UNCOVERED, make_context([goal, *teams], links))

    assert gap.message.endswith("no declared supporter comes closest to its key results 2 and 3")
    assert any("Returns to 9" in line for line in gap.evidence)


def test_a_key_result_is_not_told_where_links_are_few_suggested_or_do_not_say_which_one_they_serve() -> None:
    teams = [make_node(f"team{index}/o1") for index in range(3)]
    links = [declared(team.id, "company/o1")._replace(parent_key_result=0) for team in teams]

    for fewer in (
        links[:2],
        [*links[:2], links[2]._replace(parent_key_result=None)],
        [link._replace(status=LinkStatus.SUGGESTED) for link in links],
    ):
        chances = [(team.id, "company/o1", 0.8) for team in teams]
        assert not find(GapKind.UNCOVERED, make_context([GOAL, *teams], fewer, chances))


def test_a_claim_that_is_less_likely_than_not_is_not_made() -> None:
    chances = [(f"team{index}/o1", "company/o2", 0.3) for index in range(3)]
    teams = [make_node(f"team{index}/o1") for index in range(3)]

    assert not find(GapKind.UNCOVERED, make_context([OTHER, *teams], [], chances))
