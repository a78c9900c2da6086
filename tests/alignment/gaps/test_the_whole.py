"""top-down, late and structure: what the corpus as a whole tells, and the machinery of all gap kinds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import coach.alignment.gaps as package
from coach.alignment.gaps import GapCheck, find_gaps, gap_checks
from coach.alignment.gaps._gap import HEADINGS
from coach.domain.alignment import Gap, GapKind, Origin
from coach.domain.audit import GapLimits
from coach.domain.finding import Severity
from coach.domain.okr import Level
from tests.support.audits import find, make_context, make_node

GOAL = make_node("company/o1", "Parcels arrive when promised", level=Level.COMPANY)


def origins(team: int, leadership: int, unknown: int = 0) -> list[Gap]:
    kinds = [Origin.TEAM] * team + [Origin.LEADERSHIP] * leadership + [None] * unknown
    nodes = [make_node(f"team{index}/o1", origin=origin) for index, origin in enumerate(kinds)]
    return find(GapKind.TOP_DOWN, make_context([GOAL, *nodes]))


def test_too_few_okrs_of_the_teams_themselves_are_one_gap_for_the_whole() -> None:
    [gap] = origins(2, 4)

    assert gap.message.startswith("33% of the OKRs")
    assert gap.nodes == ()
    assert gap.place is None


@pytest.mark.parametrize(("team", "leadership", "unknown"), [(3, 2, 0), (1, 3, 0), (1, 4, 6)])
def test_enough_or_too_little_known_is_silent(team: int, leadership: int, unknown: int) -> None:
    assert not origins(team, leadership, unknown)


def published(goal: date | None, team: date | None, begins: date | None = None) -> list[Gap]:
    nodes = [GOAL._replace(published=goal), make_node("routes/o1", published=team)]
    return find(GapKind.LATE, make_context(nodes, limits=GapLimits(drafting_begins=begins)))


def test_company_okrs_after_the_first_team_are_late() -> None:
    [gap] = published(date(2026, 9, 20), date(2026, 9, 12))

    assert "8 days after the teams began" in gap.message


def test_the_day_on_which_drafting_begins_decides_where_it_is_known() -> None:
    assert published(date(2026, 9, 20), None, begins=date(2026, 9, 19))
    assert not published(date(2026, 9, 20), date(2026, 9, 12), begins=date(2026, 9, 20))


def test_without_dates_nothing_is_late() -> None:
    assert not published(None, date(2026, 9, 12))
    assert not published(date(2026, 9, 20), None)
    assert not published(date(2026, 9, 12), date(2026, 9, 12))


def test_a_set_over_both_limits_is_one_line() -> None:
    nodes = [
        make_node(f"routes/o{index}", f"Goal {index}", ["a"] * (5 if index == 2 else 2)) for index in range(6)
    ]

    [gap] = find(GapKind.STRUCTURE, make_context([GOAL, *nodes]))

    assert (
        gap.message
        == "Routes (2026-Q4): 6 objectives (the limit is 4), and 1 objective with more than 4 key results"
    )
    assert gap.severity is Severity.HINT
    assert gap.nodes[0] == "routes/o4"


def test_many_sets_over_a_limit_are_one_line_with_the_largest_as_evidence() -> None:
    nodes = [
        make_node(f"team{team}/o{index}", f"Goal {index}", ["a"] * 5)
        for team in range(10)
        for index in (1, 2)
    ]

    [gap] = find(GapKind.STRUCTURE, make_context([GOAL, *nodes]))

    assert gap.message == "10 of 11 sets of OKRs are over a limit"
    assert gap.evidence[0] == "Team0 (2026-Q4): 2 objectives with more than 4 key results"
    assert gap.evidence[-1] == "and 2 more"


def test_four_objectives_with_four_key_results_are_within_limits() -> None:
    nodes = [make_node(f"routes/o{index}", key_results=["a"] * 4) for index in range(4)]

    assert not find(GapKind.STRUCTURE, make_context([GOAL, *nodes]))


def test_okrs_without_a_team_are_not_taken_for_one_set() -> None:
    nodes = [make_node(f"x/o{index}")._replace(team="") for index in range(9)]

    assert not find(GapKind.STRUCTURE, make_context([GOAL, *nodes]))


def test_every_kind_has_a_file_of_its_name_and_a_whole_document() -> None:
    checks = {check.kind: check for check in gap_checks()}

    assert set(checks) == set(GapKind)
    files = {path.stem for path in Path(package.__path__[0]).glob("[!_]*.py")}
    assert files == {kind.value.replace("-", "_") for kind in GapKind}


@pytest.mark.parametrize("check", gap_checks(), ids=lambda check: check.kind.value)
def test_a_document_has_every_heading_and_a_summary(check: GapCheck) -> None:
    assert tuple(check.document.sections) == HEADINGS
    assert all(check.document.sections.values())
    assert check.document.summary.endswith(".")


def test_the_worst_gaps_stand_first_and_every_id_is_its_own() -> None:
    nodes = [GOAL, make_node("a/o1", "Same"), make_node("b/o1", "Same", team="A")]
    chances = [("a/o1", "company/o1", 0.45), ("b/o1", "company/o1", 0.02)]

    gaps = find_gaps(make_context(nodes, [], chances))

    ranks = [gap.severity.rank for gap in gaps]
    assert ranks == sorted(ranks, reverse=True)
    assert len({gap.id for gap in gaps}) == len(gaps)


def test_an_id_stays_when_case_place_and_neighbours_change_and_goes_with_the_text() -> None:
    def orphan(text: str, line: int) -> str:
        node = make_node("a/o1", text)
        node = node._replace(place=node.place._replace(line=line))
        return find(GapKind.ORPHAN, make_context([GOAL, node], [], [("a/o1", "company/o1", 0.01)]))[0].id

    assert orphan("Old records are in order", 3) == orphan("OLD records, are in order.", 30)
    assert orphan("Old records are in order", 3) != orphan("New records are in order", 3)


def test_an_empty_corpus_has_no_gaps() -> None:
    assert find_gaps(make_context([])) == ()


def test_the_document_of_the_audit_names_every_kind_and_every_limit_with_its_default() -> None:
    text = (Path(__file__).parents[3] / "docs" / "audit.md").read_text(encoding="utf-8")
    table = [line for line in text.splitlines() if line.startswith("| `")]

    assert [line.split("`")[1] for line in table] == [kind.value for kind in GapKind]
    for name, default in GapLimits._field_defaults.items():
        shown = "not set" if default is None else f"{default:g}"
        assert any(f"`{name}` ({shown})" in line for line in table), name
