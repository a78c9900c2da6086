from __future__ import annotations

import pytest

from coach.alignment.corpus import build_corpus
from coach.domain.alignment import Corpus
from coach.parsing import read_text
from tests.support.organisations import ROWS, read_rows

COMPANY = """---
level: company
---

## O1: Passengers arrive when the timetable says so

- KR 1.1: Ferries that leave on time from 82% to 95%

## O2: The fleet burns half the diesel

- KR 2.1: Diesel per crossing from 210 to 140 litres
"""


def read_with(declaration: str) -> Corpus:
    page = f"""---
team: Deck
level: team
---

## O1: Boarding is done before the timetable calls

supports: {declaration}

- KR 1.1: Minutes from ramp down to leaving from 14 to 9
"""
    return build_corpus([read_text(COMPANY, "company.md"), read_text(page, "deck.md")])


@pytest.mark.parametrize(
    ("declaration", "parents"),
    [
        ("company O1", ["company/o1"]),
        ("O2 (company)", ["company/o2"]),
        ("O2", ["company/o2"]),
        ("Objective 2", ["company/o2"]),
        ("company/o2", ["company/o2"]),
        ("organisation O1", ["company/o1"]),
        ("KR 2.1", ["company/o2"]),
        ("company KR 1.1", ["company/o1"]),
        ("The fleet burns half the diesel", ["company/o2"]),
        ("the fleet burns half of the diesel", ["company/o2"]),
        ("Diesel per crossing from 210 to 140 litres", ["company/o2"]),
        ("company O1; company O2", ["company/o1", "company/o2"]),
        ("company O1 and O2", ["company/o1", "company/o2"]),
        ("O1, O2", ["company/o1", "company/o2"]),
    ],
)
def test_a_declaration_is_resolved_however_it_is_written(declaration: str, parents: list[str]) -> None:
    corpus = read_with(declaration)

    assert list(corpus.nodes[-1].parent_ids) == parents
    assert "unknown-parent" not in [problem.code for problem in corpus.problems]


@pytest.mark.parametrize("declaration", ["company O7", "the moon", "KR 9.9", "Marketing O1"])
def test_a_parent_that_does_not_exist_is_named_with_its_place(declaration: str) -> None:
    corpus = read_with(declaration)

    (problem,) = [problem for problem in corpus.problems if problem.code == "unknown-parent"]
    assert corpus.nodes[-1].parent_ids == ()
    assert corpus.nodes[-1].declared == (declaration,)
    assert declaration in problem.message
    assert problem.place is not None
    assert problem.place.file == "deck.md"


def test_a_whole_company_is_no_parent_but_says_what_to_name() -> None:
    corpus = read_with("company")

    (problem,) = [problem for problem in corpus.problems if problem.code == "ambiguous-parent"]
    assert "2 objectives" in problem.message


def test_the_front_matter_names_the_parent_of_every_objective() -> None:
    head = "---\nteam: Deck\nlevel: team\nparent: company O2\n---\n\n"
    page = f"{head}## O1: Less smoke\n\n- KR 1.1: Soot from 9 to 4 mg\n"

    corpus = build_corpus([read_text(COMPANY, "company.md"), read_text(page, "deck.md")])

    assert corpus.nodes[-1].parent_ids == ("company/o2",)


@pytest.mark.parametrize(
    ("declaration", "reason"),
    [
        ("none, because the harbour master asked for it", "the harbour master asked for it"),
        ("nothing above: a promise to the union", "a promise to the union"),
        ("stands alone (keeps the lights on)", "keeps the lights on"),
        ("none", ""),
    ],
)
def test_a_team_may_say_why_it_stands_alone(declaration: str, reason: str) -> None:
    node = read_with(declaration).nodes[-1]

    assert (node.declared, node.stands_alone_because) == ((), reason)


def test_an_objective_that_begins_with_no_is_no_reason_to_stand_alone() -> None:
    company = {**ROWS[0], "objective": "No passenger waits in the rain"}

    corpus = read_rows(company, {**ROWS[2], "parent_ids": ["No passenger waits in the rain"]})

    assert corpus.nodes[-1].parent_ids == ("c1",)


def test_ids_of_parents_are_found_whatever_their_case() -> None:
    corpus = read_rows(*ROWS[:2], {**ROWS[2], "parent_ids": ["C1", "c2"]})

    assert corpus.nodes[-1].parent_ids == ("c1", "c2")


def test_the_id_of_a_folded_copy_leads_to_what_is_left() -> None:
    copy = {key: value for key, value in ROWS[0].items() if key != "id"}

    corpus = read_rows(copy, ROWS[0], {**ROWS[2], "parent_ids": ["c1"]})

    assert corpus.nodes[-1].parent_ids == (corpus.nodes[0].id,)


def test_a_label_alone_means_the_companys_before_the_departments() -> None:
    rows = (
        {"level": "company", "team": "Ferries", "objective": "Arrive on time", "key_results": ["a 1 to 2"]},
        {"level": "department", "team": "Ships", "objective": "Ships are ready", "key_results": ["b 1 to 2"]},
    )
    labelled = [{**row, "id": f"{row['team']}-O1"} for row in rows]

    corpus = read_rows(*labelled, {**ROWS[2], "parent_ids": ["Ships-O1"]})

    assert corpus.nodes[-1].parent_ids == ("Ships-O1",)


def test_a_parent_at_the_own_level_or_below_is_named_and_does_not_count() -> None:
    person = {**ROWS[4], "id": "p1", "level": "individual"}

    corpus = read_rows(
        ROWS[0], {**ROWS[2], "parent_ids": ["p1", "c1"]}, {**ROWS[3], "parent_ids": ["t1"]}, person
    )

    problems = [problem for problem in corpus.problems if problem.code == "parent-below"]
    assert [problem.nodes for problem in problems] == [("t1",), ("t2",)]
    assert "'p1' is at the level individual" in problems[0].message
    assert [node.parent_ids for node in corpus.nodes[1:3]] == [("c1",), ()]


def test_of_parents_that_lead_in_a_circle_none_counts() -> None:
    corpus = read_rows(ROWS[0], {**ROWS[2], "parent_ids": ["t2"]}, {**ROWS[3], "parent_ids": ["t1"]})

    assert [node.parent_ids for node in corpus.nodes] == [(), (), ()]


def test_an_id_that_was_given_twice_may_mean_either() -> None:
    twice = {**ROWS[1], "id": "c1"}

    corpus = read_rows(ROWS[0], twice, {**ROWS[2], "parent_ids": ["c1"]}, {**ROWS[3], "parent_ids": ["c1-2"]})

    (problem,) = [problem for problem in corpus.problems if problem.code == "ambiguous-parent"]
    assert problem.guesses == ("c1", "c1-2")
    assert [node.parent_ids for node in corpus.nodes[2:]] == [(), ("c1-2",)]


def test_of_an_id_that_was_given_twice_the_one_above_is_meant() -> None:
    corpus = read_rows(ROWS[0], {**ROWS[2], "id": "c1", "parent_ids": ["c1"]})

    assert corpus.nodes[1].parent_ids == ("c1",)


def test_a_node_is_not_its_own_parent() -> None:
    corpus = read_rows(ROWS[0], {**ROWS[2], "parent_ids": ["t1"]}, ROWS[3])

    (problem,) = [problem for problem in corpus.problems if problem.code == "own-parent"]
    assert corpus.nodes[1].parent_ids == ()
    assert "it names itself" in problem.message
    assert problem.guesses == ()


def test_what_names_nothing_comes_with_the_nearest_that_may_be_meant() -> None:
    corpus = read_with("The fleets use half as much diesel")

    (problem,) = [problem for problem in corpus.problems if problem.code == "unknown-parent"]
    assert problem.text == "The fleets use half as much diesel"
    assert problem.guesses == ("company/o2",)


def test_two_words_that_stand_in_one_objective_only_name_it() -> None:
    assert read_with("fleet burns").nodes[-1].parent_ids == ("company/o2",)
    assert read_with("diesel").nodes[-1].parent_ids == ()
