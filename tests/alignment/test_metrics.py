from __future__ import annotations

from coach.alignment.metrics import measure
from coach.domain.alignment import Corpus, Decision, LinkStatus, Origin
from coach.domain.okr import Level
from tests.support.audits import declared, make_node, make_report, suggested

GOAL = make_node("company/o1", level=Level.COMPANY)
OTHER = make_node("company/o2", level=Level.COMPANY)


def test_shares_count_declared_confirmed_and_suggested_links_but_no_rejected_ones() -> None:
    nodes = (GOAL, OTHER, make_node("a/o1", parent_ids=("company/o1",)), make_node("b/o1"), make_node("c/o1"))
    rejected = suggested("c/o1", "company/o2")._replace(status=LinkStatus.REJECTED)
    links = [declared("a/o1", "company/o1"), suggested("b/o1", "company/o1"), rejected]

    found = measure(Corpus(nodes, (), 3), links, ())

    assert found["supported_share"] == 2 / 3
    assert found["declared_share"] == 1 / 3
    assert found["covered_share"] == 0.5
    assert found["company_objectives"] == 2
    assert found["teams"] == 3


def test_what_cannot_be_known_is_none() -> None:
    found = measure(Corpus((GOAL,), (), 1), (), ())

    assert found["supported_share"] is None
    assert found["covered_share"] is None
    assert found["bottom_up_share"] is None
    assert measure(Corpus((), (), 0), (), ())["nodes"] == 0


def test_the_bottom_up_share_counts_known_origins_only() -> None:
    origins = (Origin.TEAM, Origin.TEAM, Origin.LEADERSHIP, None)
    nodes = (GOAL, *(make_node(f"t{index}/o1", origin=origin) for index, origin in enumerate(origins)))

    found = measure(Corpus(nodes, (), 1), (), ())

    assert found["bottom_up_share"] == 2 / 3
    assert found["origin_known_share"] == 0.75


def test_gaps_dismissed_ones_and_answers_are_counted() -> None:
    report = make_report(dismiss=True)
    decisions = [Decision(confirmed=True, gap="x"), Decision(confirmed=False, gap="y")]

    found = measure(Corpus(report.nodes, (), 1), report.links, report.gaps, report.dismissed, decisions)

    assert (found["gaps"], found["warnings"], found["errors"], found["dismissed"]) == (1, 1, 0, 1)
    assert (found["confirmed"], found["rejected"]) == (1, 1)
    assert (found["links_confirmed"], found["links_rejected"]) == (0, 0)


def test_four_shares_tell_apart_what_is_said_suggested_unclear_and_lost_and_add_up() -> None:
    report = make_report()
    nodes = (*report.nodes, make_node("garage/o1"), make_node("canteen/o1", stands_alone_because="law"))

    found = measure(Corpus(nodes, (), 1), report.links, report.gaps)

    shares = [found[f"{name}_share"] for name in ("said", "suggested", "unclear", "nothing")]
    assert shares == [0.4, 0.2, 0.2, 0.2]


def test_below_counts_from_the_highest_level_that_is_there() -> None:
    department = make_node("sales/o1", level=Level.DEPARTMENT)
    nodes = (department, make_node("a/o1", parent_ids=("sales/o1",)))

    found = measure(Corpus(nodes, (), 1), [declared("a/o1", "sales/o1")], ())

    assert (found["supported_share"], found["declared_share"], found["covered_share"]) == (1.0, 1.0, 1.0)
    assert (found["company_objectives"], found["top_objectives"]) == (0, 1)
    assert measure(Corpus(nodes[1:], (), 1), (), ())["supported_share"] is None


def test_a_declaration_that_leads_nowhere_is_no_parent() -> None:
    nodes = (GOAL, make_node("a/o1", declared=("speed",)), make_node("b/o1", stands_alone_because="law"))

    assert measure(Corpus(nodes, (), 1), (), ())["declared_share"] == 0.5


def test_a_person_is_no_team() -> None:
    nodes = (GOAL, make_node("a/o1"), make_node("ann/o1", team="A", level=Level.INDIVIDUAL))

    assert measure(Corpus(nodes, (), 1), (), ())["teams"] == 1


def test_suggested_links_are_counted_with_how_many_of_them_are_likely_to_be_right() -> None:
    nodes = (GOAL, *(make_node(f"t{index}/o1") for index in range(5)))
    links = [suggested(f"t{index}/o1", "company/o1", 0.5) for index in range(5)]

    found = measure(Corpus(nodes, (), 1), [*links, declared("t0/o1", "company/o1")], ())

    assert (found["suggested_links"], found["suggested_right"]) == (5, 2)
