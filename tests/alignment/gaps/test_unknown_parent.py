from __future__ import annotations

from dataclasses import replace

from coach.domain.alignment import AuditProblem, Gap, GapKind
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import find, make_context, make_node

GOAL = make_node("company/o1", "Parcels arrive when promised", level=Level.COMPANY)
OTHER = make_node("company/o2", "Drivers want to stay", level=Level.COMPANY)
TEAMS = [make_node(f"team{number}/o1", f"Round {number} is on time") for number in range(2)]


def claim(*problems: AuditProblem) -> list[Gap]:
    context = replace(make_context([GOAL, OTHER, *TEAMS]), problems=problems)
    return find(GapKind.UNKNOWN_PARENT, context)


def problem(node: str, text: str, *guesses: str, code: str = "unknown-parent") -> AuditProblem:
    return AuditProblem(code, f"{node} declares {text}", None, (node,), text, guesses)


def test_a_declaration_that_leads_nowhere_is_a_warning_with_what_may_be_meant() -> None:
    (gap,) = claim(problem("team0/o1", "Drivers wanting to stay", "company/o2"))

    assert (gap.severity, gap.certainty, gap.nodes) == (Severity.WARNING, 1.0, ("team0/o1",))
    assert "Team0 “Round 0 is on time” declares a parent that is not to be found" in gap.message
    assert gap.next_step.startswith("Ask whether Northwind “Drivers want to stay” is meant")


def test_one_text_is_told_once_for_all_who_wrote_it() -> None:
    (gap,) = claim(problem("team0/o1", "Speed"), problem("team1/o1", "Speed"))

    assert gap.message == "2 OKRs declare a parent that is not to be found: “Speed”"
    assert gap.nodes == ("team0/o1", "team1/o1")


def test_a_declaration_that_fits_several_lists_them() -> None:
    guesses = ("company/o1", "company/o2")

    (gap,) = claim(problem("team0/o1", "company", *guesses, code="ambiguous-parent"))

    assert "that several OKRs answer to" in gap.message
    assert len([line for line in gap.evidence if line.startswith("may be meant")]) == 2


def test_other_problems_are_no_gaps() -> None:
    assert not claim(AuditProblem("double-id", "the id 'a' is given twice", None, ("team0/o1",)))


def test_parents_that_are_not_above_are_one_gap_whatever_the_text() -> None:
    (gap,) = claim(
        problem("team0/o1", "team1 O1", "team1/o1", code="parent-below"),
        problem("team1/o1", "team0 O1", "team0/o1", code="parent-below"),
    )

    assert gap.message == "2 OKRs declare a parent that is not above them"
    assert "Team1 “Round 1 is on time” declares “team0 O1”" in gap.evidence


def test_an_okr_that_names_itself_is_told_so() -> None:
    (gap,) = claim(problem("team0/o1", "team0/o1", code="own-parent"))

    assert gap.message == "Team0 “Round 0 is on time” declares itself as parent"
