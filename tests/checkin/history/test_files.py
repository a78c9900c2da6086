from datetime import date

import pytest

from coach.checkin.history import CheckInFile, is_check_ins, read_check_ins, sort_files
from coach.domain.checkin import Rhythm
from coach.errors import InputError

CSV = b"""date,key_result_id,value,confidence,note,blockers,author
2026-10-05,KR 1.1,90.9,7,"Go",,Ann
2026-10-12,KR 1.2,,5,,no van; no driver,Ben
"""
YAML = b"""team: Delivery
cycle: 2026-Q4
cadence: biweekly
checkins:
  - date: 2026-10-05
    key_result_id: KR 1.1
    value: 90.9
    confidence: 7
    author: Ann
    note: "Go"
  - date: 2026-10-12
    key_result_id: KR 1.2
    confidence: 5
    author: Ben
    blockers: [no van, no driver]
"""
JSON = b"""{"team": "Delivery", "cycle": "2026-Q4", "cadence": "biweekly", "check_ins": [
{"date": "2026-10-05", "key_result_id": "KR 1.1", "value": 90.9, "confidence": 7, "author": "Ann",
 "note": "Go"},
{"date": "2026-10-12", "key_result_id": "KR 1.2", "value": null, "confidence": 5, "author": "Ben",
 "blockers": ["no van", "no driver"]}]}
"""
JSONL = b"""{"date": "2026-10-05", "kr": "KR 1.1", "value": 90.9, "confidence": 7, "by": "Ann", "note": "Go"}

{"date": "2026-10-12", "kr": "KR 1.2", "confidence": 5, "by": "Ben", "blockers": ["no van", "no driver"]}
"""
MARKDOWN = b"""---
team: Delivery
cycle: 2026-Q4
cadence: biweekly
---
# Check-ins

## 2026-10-05
- KR 1.1: 90.9, confidence 7. Go (Ann)

## 12 October 2026
- **KR 1.2** confidence 5, by Ben
  - blockers: no van; no driver
"""
ALL = {"a.csv": CSV, "a.yaml": YAML, "a.json": JSON, "a.jsonl": JSONL, "a.md": MARKDOWN}


@pytest.mark.parametrize("name", ALL)
def test_every_format_gives_the_same_check_ins(name: str) -> None:
    found = read_check_ins(ALL[name], name)

    assert found.problems == ()
    first, second = found.entries
    assert (first.day, first.label, first.value, first.confidence) == (date(2026, 10, 5), "KR 1.1", "90.9", 7)
    assert (first.note, first.author, first.blockers) == ("Go", "Ann", ())
    assert (second.day, second.label, second.value, second.confidence) == (
        date(2026, 10, 12),
        "KR 1.2",
        "",
        5,
    )
    assert (second.blockers, second.author) == (("no van", "no driver"), "Ben")


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "a.md"])
def test_the_head_tells_team_cycle_and_rhythm(name: str) -> None:
    found = read_check_ins(ALL[name], name)

    assert (found.team, found.cycle, found.rhythm) == ("Delivery", "2026-Q4", Rhythm.BIWEEKLY)


@pytest.mark.parametrize("name", ALL)
def test_files_of_check_ins_are_told_from_okrs(name: str) -> None:
    assert is_check_ins(ALL[name], name)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("o.md", b"# OKRs Q4\n\n## O1: Guests come back\n- KR 1.1: Returns from 3 to 5\n"),
        ("o.yaml", b"team: A\nobjectives:\n  - objective: x\n    key_results: [a, b]\n"),
        ("o.csv", b"Objective,Key result,Baseline,Target\nx,y,1,2\n"),
        ("o.csv", b"Objective,Key result,Due,Confidence\nx,y,2026-10-05,7\n"),
        ("o.json", b'{"objectives": []}'),
        ("o.jsonl", b'{"key_result": "x"}\n'),
        ("o.xlsx", b"PK\x03\x04rubbish"),
        ("o.md", b""),
        ("o.json", b"{"),
    ],
)
def test_okrs_are_no_check_ins(name: str, data: bytes) -> None:
    assert not is_check_ins(data, name)


def test_lines_are_known_in_every_format() -> None:
    lines = {name: [entry.line for entry in read_check_ins(data, name).entries] for name, data in ALL.items()}

    assert lines == {"a.csv": [2, 3], "a.yaml": [5, 11], "a.json": [2, 4], "a.jsonl": [1, 3], "a.md": [9, 12]}


def _problems(found: CheckInFile) -> list[tuple[str, int | None]]:
    return [(problem.code, problem.line) for problem in found.problems]


def test_every_oddity_of_a_table_names_its_line_and_its_words() -> None:
    data = (
        b"date;kr;value;confidence\n"
        b"someday;KR 1;3;7\n"
        b"2026-10-05;;3;7\n"
        b"2026-10-05;KR 1;3;99\n"
        b"2026-10-05;KR 1;3;high\n"
        b"2026-10-05;KR 1;3;7;stray\n"
    )

    found = read_check_ins(data, "x.csv")

    assert _problems(found) == [
        ("no-date", 2),
        ("no-label", 3),
        ("confidence-out-of-range", 4),
        ("not-a-number", 5),
        ("extra-cell", 6),
    ]
    quoted = ("'someday'", "KR 1.2", "'99'", "'high'", "'stray'")
    assert all(word in problem.message for word, problem in zip(quoted, found.problems, strict=True))
    assert [problem.source for problem in found.problems] == ["x.csv"] * 5
    assert len(found.entries) == 3


def test_every_oddity_of_yaml_names_its_line() -> None:
    data = (
        b"team: A\ncadence: daily\nmood: fine\ncheckins:\n  - nothing\n  - date: 2026-10-05\n"
        b"    kr: KR 1\n    colour: red\n    value: [1, 2]\n"
    )

    found = read_check_ins(data, "x.yaml")

    assert sorted(_problems(found), key=str) == [
        ("not-a-check-in", 5),
        ("not-a-check-in", 9),
        ("unknown-cadence", None),
        ("unknown-key", 3),
        ("unknown-key", 8),
    ]
    assert len(found.entries) == 1


def test_a_broken_line_of_jsonl_stops_no_other() -> None:
    found = read_check_ins(b'{"date": \n{"date": "2026-10-05", "kr": "1.1", "value": 3}\n', "x.jsonl")

    assert _problems(found) == [("not-json", 1)]
    assert len(found.entries) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b"a,b\n1,2\n"),
        ("x.csv", b'date,kr,value\n"2026-10-05,1,2\n'),
        ("x.yaml", b"a: &x 1\nb: *x\n"),
        ("x.json", b"{"),
        ("x.md", b""),
        ("x.md", b"\xff\xff\xff"),
        ("x.xlsx", b"date,kr\n"),
    ],
)
def test_what_cannot_be_read_at_all_is_an_error_with_the_name(name: str, data: bytes) -> None:
    with pytest.raises(InputError, match="x"):
        read_check_ins(data, name)


def test_one_bad_file_stops_no_other() -> None:
    found = sort_files([("bad.yaml", b"a: ["), ("good.csv", CSV)])

    assert [file.source for file in found.check_ins] == ["good.csv"]
    assert [error.source for error in found.errors] == ["bad.yaml"]


def test_settings_of_a_key_result_are_read() -> None:
    data = (
        b"key_results:\n  - kr: KR 1.3\n    type: committed\n    zones: {0.7: approved, 0.3: built}\n"
        b"    expected:\n      - {date: 2026-11-01, value: 0.3}\n      - {date: never, value: 1}\n"
        b"  - type: x\n"
        b"checkins: []\n"
    )

    found = read_check_ins(data, "x.yaml")

    (setting,) = found.settings
    assert setting.fields == {"type": "committed"}
    assert setting.zones == (("built", 0.3), ("approved", 0.7))
    assert setting.expected == ((date(2026, 11, 1), "0.3"),)
    assert _problems(found) == [("no-date", 7), ("no-label", 8)]
