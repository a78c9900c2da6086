from __future__ import annotations

import json
from datetime import date

import pytest

from coach.alignment.records import holds_records, make_record, read_records
from coach.domain.alignment import Origin, Place
from tests.support.organisations import ROWS, write_lines


def test_a_record_keeps_all_that_it_says() -> None:
    row = {
        **ROWS[2],
        "parent_ids": ["c1"],
        "stands_alone_because": "",
        "origin": "team",
        "published": "2026-09-24T08:00",
    }

    (record,), problems = read_records([json.dumps(row)], "okrs.jsonl")

    assert problems == ()
    assert (record.id, record.level, record.team) == ("t1", "team", "Deck")
    assert record.parents == ("c1",)
    assert record.origin is Origin.TEAM
    assert record.published == date(2026, 9, 24)
    assert record.place == Place("okrs.jsonl", 1)


def test_keys_are_read_as_tools_write_them() -> None:
    line = json.dumps(
        {"Okr ID": 7, "Title": "Boarding is quick", "keyResults": [{"title": "14 to 9 minutes"}]}
    )

    (record,), _ = read_records([line], "export.jsonl")

    assert (record.id, record.objective, record.key_results) == (
        "7",
        "Boarding is quick",
        ("14 to 9 minutes",),
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "not valid JSON"),
        ("[1]", "each line is an object"),
        ('{"level": "team"}', "without an objective"),
        ('{"objective": 4, "key_results": "one", "origin": "boss"}', "'origin'"),
        ('{"objective": "x", "key_results": [3]}', "'key_results'"),
        ('{"objective": "x", "key_results": 3}', "'key_results'"),
        ('{"objective": ["x"]}', "'objective' is no text"),
        ('{"objective": "x", "parent_ids": {"a": 1}}', "'parent_ids'"),
        ('{"objective": "x", "published": "soon"}', "'published'"),
        ('{"objective": "x \\u0000"}', "null byte"),
        ('{"objective": "x \\ud800"}', "half of a character"),
        ('{"objective": ' + "[" * 100_000, "nested too deeply"),
        ('"' + "x" * 1_100_000 + '"', "over 1 MB"),
    ],
)
def test_a_broken_line_is_named_and_the_rest_is_read(line: str, words: str) -> None:
    records, (problem,) = read_records([line, json.dumps(ROWS[2])], "okrs.jsonl")

    assert [record.id for record in records] == ["t1"]
    assert problem.code == "broken-record"
    assert problem.message.startswith("okrs.jsonl:1: ")
    assert words in problem.message


def test_bytes_that_are_no_utf8_are_named() -> None:
    _, (problem,) = read_records([b"\xff\xfe{}"], "okrs.jsonl")

    assert "save the file as UTF-8" in problem.message


def test_blank_lines_count_but_hold_nothing() -> None:
    lines = [b"\n", *write_lines(ROWS[:1]).splitlines()]

    (record,), problems = read_records(lines, "okrs.jsonl")

    assert (record.place.line, problems) == (2, ())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"objective": "x", "key_results": []}', True),
        ('{"id": "1", "objective": "x"}', True),
        ('{"id": "1", "objective": "x", "key_result": "y"}', False),
        ('{"team": "x"}', False),
        ("[]", False),
        ("no json", False),
    ],
)
def test_a_line_is_told_apart_from_a_batch_of_key_results(line: str, expected: bool) -> None:
    assert holds_records(line) is expected


def test_values_beside_the_text_of_a_key_result_become_part_of_it() -> None:
    key_result = {"text": "Ropes lost at sea", "baseline": 40, "target": 12, "unit": "ropes"}

    record = make_record({"objective": "Ropes last", "key_results": [key_result]}, Place("okrs", 1))

    assert record.key_results == ("Ropes lost at sea from 40 to 12 ropes",)
