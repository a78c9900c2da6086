from __future__ import annotations

import pytest

from coach.alignment.corpus import build_corpus
from coach.alignment.records import NodeRecord
from coach.domain.alignment import AuditProblem, Corpus, Place
from coach.domain.okr import Level
from coach.parsing import read_text
from tests.support.organisations import ROWS, read_rows

COMPANY = """---
team: Harbour Ferries
level: company
cycle: Q4 2026
---

## O1: Passengers arrive when the timetable says so

- KR 1.1: Ferries that leave on time from 82% to 95%

## O2: The fleet burns half the diesel

- KR 2.1: Diesel per crossing from 210 to 140 litres
"""
TEAM = """---
team: Deck
level: team
cycle: Q4 2026
---

## Objective 1: Boarding is done before the timetable calls

supports: O1 (company)

- KR 1.1: Minutes from ramp down to leaving from 14 to 9
"""


def read(*pages: tuple[str, str]) -> Corpus:
    return build_corpus([read_text(text, name) for name, text in pages])


def codes(corpus: Corpus) -> list[str]:
    return [problem.code for problem in corpus.problems]


def test_the_company_comes_first_and_ids_are_made_from_team_and_label() -> None:
    corpus = read(("deck.md", TEAM), ("company.md", COMPANY))

    assert [node.id for node in corpus.nodes] == ["company/o1", "company/o2", "deck/o1"]
    assert corpus.files == 2


def test_every_node_and_key_result_keeps_file_and_line() -> None:
    corpus = read(("company.md", COMPANY))

    assert corpus.nodes[1].place == Place("company.md", 11)
    assert corpus.nodes[1].key_result_places == (Place("company.md", 13),)


def test_two_sets_of_one_team_get_ids_of_their_own() -> None:
    other = TEAM.replace("Boarding", "Mooring")

    corpus = read(("north/deck.md", TEAM), ("south/deck.md", other))

    assert len({node.id for node in corpus.nodes}) == 2


def test_an_exact_copy_is_folded_and_its_place_kept() -> None:
    corpus = read(("a.md", TEAM), ("b.md", TEAM))

    (node,) = corpus.nodes
    assert node.copies == (Place("b.md", node.place.line),)


def test_copies_in_other_spellings_of_the_cycle_are_folded() -> None:
    corpus = read(("a.md", TEAM), ("b.md", TEAM.replace("Q4 2026", "2026-Q4")))

    assert len(corpus.nodes) == 1


def test_two_given_ids_are_two_nodes_even_with_the_same_text() -> None:
    corpus = read_rows(*ROWS, {**ROWS[4], "id": "t4"})

    assert [node.id for node in corpus.nodes][-2:] == ["t3", "t4"]


def test_a_folded_copy_lends_what_only_it_says() -> None:
    first = NodeRecord("Boarding is quick", ("14 to 9 minutes",), Place("a", 1), level="team", team="Deck")
    second = first._replace(place=Place("b", 1), stands_alone_because="a promise to the harbour")

    corpus = build_corpus(records=[first, second])

    assert corpus.nodes[0].stands_alone_because == "a promise to the harbour"


def test_a_double_id_is_named_and_both_nodes_are_audited() -> None:
    corpus = read_rows(ROWS[0], ROWS[2], {**ROWS[3], "id": "t1"})

    (problem,) = [problem for problem in corpus.problems if problem.code == "double-id"]
    assert problem.nodes == ("t1", "t1-2")
    assert "okrs.jsonl:2" in problem.message
    assert [node.id for node in corpus.nodes] == ["c1", "t1", "t1-2"]


def test_a_missing_level_is_guessed_and_said() -> None:
    bare = TEAM.replace("level: team\n", "")

    corpus = read(("company.md", COMPANY), ("deck.md", bare))

    assert corpus.nodes[-1].level is Level.TEAM
    (problem,) = [problem for problem in corpus.problems if problem.code == "guessed-level"]
    assert "'Deck'" in problem.message


def test_a_file_named_company_is_the_companys() -> None:
    corpus = read(("company-okrs.md", COMPANY.replace("level: company\n", "")))

    assert {node.level for node in corpus.nodes} == {Level.COMPANY}


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("Organization", Level.COMPANY),
        ("org", Level.COMPANY),
        ("Company-wide", Level.COMPANY),
        ("division", Level.DEPARTMENT),
        ("Function", Level.DEPARTMENT),
        ("group", Level.DEPARTMENT),
        ("Squad", Level.TEAM),
        ("tribe", Level.TEAM),
        ("Personal", Level.INDIVIDUAL),
        ("Individual contributor", Level.INDIVIDUAL),
    ],
)
def test_levels_are_read_as_tools_call_them(word: str, level: Level) -> None:
    corpus = read_rows({**ROWS[2], "level": word})

    assert corpus.nodes[0].level is level


def test_an_unknown_level_word_is_said_once_for_all_records() -> None:
    corpus = read_rows(ROWS[0], {**ROWS[2], "level": "galaxy"}, {**ROWS[3], "level": "galaxy"})

    (problem,) = [problem for problem in corpus.problems if problem.code == "guessed-level"]
    assert "'galaxy' of 2 records" in problem.message


def test_problems_from_before_come_first() -> None:
    earlier = AuditProblem("unreadable-file", "x.md: cannot be read")

    assert build_corpus(problems=[earlier]).problems[0] == earlier


def test_a_corpus_without_a_company_level_says_so() -> None:
    assert "no-company-level" in codes(read_rows(ROWS[2], ROWS[3]))


def test_a_corpus_of_one_says_so() -> None:
    assert codes(read_rows(ROWS[0])) == ["single-node"]


def test_an_empty_corpus_says_so() -> None:
    assert codes(build_corpus()) == ["no-node"]


def test_one_team_only_is_named() -> None:
    corpus = read_rows(ROWS[0], ROWS[2])

    (problem,) = [problem for problem in corpus.problems if problem.code == "single-team"]
    assert "Deck" in problem.message


def test_teams_without_a_name_are_not_called_one_team() -> None:
    assert "single-team" not in codes(read_rows(ROWS[0], {**ROWS[2], "team": ""}, {**ROWS[3], "team": ""}))


def test_objectives_without_key_results_are_named_and_kept() -> None:
    corpus = read_rows(ROWS[0], {**ROWS[2], "key_results": []}, ROWS[3])

    (problem,) = corpus.problems
    assert (problem.code, problem.nodes) == ("no-key-results", ("t1",))


def test_another_language_is_named() -> None:
    german = {
        **ROWS[2],
        "objective": "Fahrgäste kommen pünktlich und ohne Sorgen an",
        "key_results": ["Abfahrten ohne Verspätung von 82 auf 95 Prozent erhöhen"],
    }

    corpus = read_rows(ROWS[0], german, ROWS[3])

    assert [problem.nodes for problem in corpus.problems if problem.code == "other-language"] == [("t1",)]


def test_english_is_not_taken_for_another_language() -> None:
    assert "other-language" not in codes(read_rows(*ROWS))


def test_cycles_that_do_not_overlap_are_named() -> None:
    corpus = read_rows(*ROWS, {**ROWS[3], "id": "old", "cycle": "2025-Q1"})

    (problem,) = [problem for problem in corpus.problems if problem.code == "several-cycles"]
    assert "2025-Q1" in problem.message


def test_a_quarter_inside_a_year_is_no_other_cycle() -> None:
    assert "several-cycles" not in codes(read_rows(*ROWS))


def test_several_organisations_are_named() -> None:
    corpus = read_rows({**ROWS[0], "org": "Harbour"}, {**ROWS[2], "org": "Airport"}, ROWS[3])

    assert "several-organisations" in codes(corpus)


def test_levels_that_were_guessed_are_one_problem_a_level() -> None:
    pages = [
        (f"team{number}.md", TEAM.replace("level: team\n", "").replace("Deck", f"Crew {number}"))
        for number in range(7)
    ]

    (problem,) = [one for one in read(*pages).problems if one.code == "guessed-level"]

    assert "'Crew 4' and 2 more is not stated; they were taken as team" in problem.message
    assert problem.place == Place("team0.md", 6)


def test_other_spellings_of_a_team_are_one_team_and_named() -> None:
    corpus = read_rows(ROWS[0], ROWS[2], {**ROWS[3], "team": " DECK"}, {**ROWS[4], "team": "deck"})

    assert [node.team for node in corpus.nodes[1:]] == ["Deck", "Deck", "Deck"]
    (problem,) = [problem for problem in corpus.problems if problem.code == "team-spelling"]
    assert "Deck, DECK, deck" in problem.message
    assert "single-team" in codes(corpus)


def test_a_blank_more_in_the_name_of_a_team_is_not_worth_a_word() -> None:
    corpus = read_rows(ROWS[0], ROWS[2], {**ROWS[3], "team": "Deck "})

    assert {node.team for node in corpus.nodes[1:]} == {"Deck"}
    assert "team-spelling" not in codes(corpus)


def test_a_cycle_is_spelled_in_one_way_for_all() -> None:
    corpus = read_rows({**ROWS[0], "cycle": "Q4 2026"}, {**ROWS[2], "cycle": "2026-Q4"})

    assert {node.cycle for node in corpus.nodes} == {"Q4 2026"}
