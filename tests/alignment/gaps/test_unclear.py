from __future__ import annotations

from coach.domain.alignment import GapKind
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import declared, find, make_context, make_node, suggested

GOAL = make_node("company/o1", "Parcels arrive when promised", level=Level.COMPANY)
OTHER = make_node("company/o2", "Drivers want to stay", level=Level.COMPANY)
NAMES = ("routes/o1", "depot/o1", "garage/o1", "archive/o1")
TEAMS = [make_node(name, f"{name} does well") for name in NAMES]
MIDDLE = 0.48
"""Not enough to be suggested; for two goals, too much for an orphan."""


def chances_of(*names: str) -> list[tuple[str, str, float]]:
    return [(name, goal, MIDDLE) for name in names for goal in ("company/o1", "company/o2")]


def test_all_that_is_neither_linked_nor_an_orphan_is_one_hint_with_the_best_candidates() -> None:
    links = [declared("routes/o1", "company/o1", MIDDLE)]
    chances = [*chances_of(*NAMES[:3]), ("archive/o1", "company/o1", 0.01)]

    [gap] = find(GapKind.UNCLEAR, make_context([GOAL, OTHER, *TEAMS], links, chances))

    assert (gap.severity, gap.nodes) == (Severity.HINT, ("depot/o1", "garage/o1"))
    assert gap.message == "2 OKRs of 2 teams: whom they support is not clear"
    assert gap.evidence[0].endswith("48% for Northwind “Parcels arrive when promised”")


def test_a_long_list_is_cut_and_says_so() -> None:
    nodes = [make_node(f"team{number}/o1") for number in range(30)]
    chances = chances_of(*(node.id for node in nodes))

    [gap] = find(GapKind.UNCLEAR, make_context([GOAL, OTHER, *nodes], [], chances))

    assert "and 10 more" in gap.evidence


def test_what_is_linked_stands_alone_or_was_not_compared_is_not_unclear() -> None:
    alone = make_node("routes/o1", stands_alone_because="the law")
    lost = make_node("depot/o1", declared=("speed",))
    links = [suggested("garage/o1", "company/o1", 0.6)]
    chances = chances_of(*NAMES[:3])

    assert not find(GapKind.UNCLEAR, make_context([GOAL, OTHER, alone, lost, *TEAMS[2:]], links, chances))
