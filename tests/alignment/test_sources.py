from __future__ import annotations

from coach.alignment.sources import CorpusReader
from coach.domain.alignment import Place
from coach.errors import UnreadableInput
from coach.parsing.formats import Format
from tests.support.organisations import ROWS, write_lines


def test_files_of_several_formats_make_one_corpus() -> None:
    reader = CorpusReader()
    reader.add(
        "company.md", b"# Company OKRs\n\n## O1: Arrive on time\n\n- KR 1.1: On time from 82% to 95%\n"
    )
    reader.add(
        "deck.csv", b"Team,Objective,Key result,Supports\nDeck,Board fast,From 14 to 9 minutes,company O1\n"
    )
    reader.add("rest.jsonl", write_lines(ROWS[3:]))

    corpus = reader.corpus()

    assert corpus.files == 3
    assert [node.place.file for node in corpus.nodes] == [
        "company.md",
        "deck.csv",
        "rest.jsonl",
        "rest.jsonl",
    ]
    assert corpus.nodes[1].parent_ids == (corpus.nodes[0].id,)


def test_an_export_keeps_its_ids_and_parents() -> None:
    reader = CorpusReader()
    reader.add(
        "export.csv",
        b"Objective ID,Level,Team,Objective,Parent Objective ID,Key Result,Start,Target\n"
        b"G-77f,Company,,Passengers arrive on time,,Ferries on time,82%,95%\n"
        b"G-80a,Squad,Deck,Boarding is quick,G-77f,Minutes from ramp down,14,9\n",
    )

    corpus = reader.corpus()

    assert [node.id for node in corpus.nodes] == ["company/g-77f", "deck/g-80a"]
    assert corpus.nodes[1].parent_ids == ("company/g-77f",)


def test_a_broken_file_is_named_and_the_rest_is_audited() -> None:
    reader = CorpusReader()
    reader.add("broken.json", b'{"objectives": [')
    reader.add("okrs.jsonl", write_lines(ROWS))

    corpus = reader.corpus()

    (problem,) = [problem for problem in corpus.problems if problem.code == "unreadable-file"]
    assert problem.place == Place("broken.json", 1)
    assert len(corpus.nodes) == len(ROWS)


def test_a_file_without_objectives_is_named() -> None:
    reader = CorpusReader()
    reader.add("notes.md", b"Nothing to see here.\n")

    assert "no-objective-found" in [problem.code for problem in reader.corpus().problems]


def test_a_file_that_could_not_be_opened_is_named() -> None:
    reader = CorpusReader()
    reader.fail(UnreadableInput("no such file", source="gone.md"))

    assert reader.corpus().problems[0].message == "gone.md: no such file"


def test_jsonl_that_holds_no_records_is_read_as_a_document() -> None:
    reader = CorpusReader()
    reader.add("rows.jsonl", b'\n{"objective": "Arrive on time", "key_result": "On time from 82% to 95%"}\n')

    assert [node.key_results for node in reader.corpus().nodes] == [("On time from 82% to 95%",)]


def test_the_format_may_be_given() -> None:
    reader = CorpusReader(Format.JSONL)
    reader.add("<stdin>", write_lines(ROWS))

    assert len(reader.corpus().nodes) == len(ROWS)


def test_a_byte_order_mark_hides_no_record() -> None:
    reader = CorpusReader()
    reader.add("okrs.jsonl", b"\xef\xbb\xbf" + write_lines(ROWS))

    assert reader.corpus().nodes[0].id == "c1"
