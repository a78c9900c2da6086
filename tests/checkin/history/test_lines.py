import json
from datetime import date
from typing import Any

import pytest

from coach.checkin.history import HistoryLine, LineError, read_history_lines
from coach.domain.checkin import KeyResultKind, OkrType, Rhythm
from coach.errors import MalformedInput

GOOD: dict[str, Any] = {
    "id": "h1",
    "team": "Care",
    "key_result": {"text": "Answers within a day from 40% to 60%", "unit": "%", "baseline": 40, "target": 60},
    "cycle": {"name": "Q1 2026", "start": "2026-01-01", "end": "2026-03-31", "cadence": "biweekly"},
    "as_of": "2026-02-18",
    "check_ins": [{"date": "2026-01-13", "value": 44.5, "confidence": 8, "blockers": ["no scanner"]}],
}


def _read(**changes: object) -> HistoryLine | LineError:
    (found,) = read_history_lines([json.dumps({**GOOD, **changes})], "h.jsonl")
    return found


def _good(**changes: object) -> HistoryLine:
    found = _read(**changes)
    assert isinstance(found, HistoryLine), found
    return found


def test_a_history_is_read() -> None:
    found = _good()

    track = found.track
    assert (found.id, found.as_of, found.problems) == ("h1", date(2026, 2, 18), ())
    assert (track.kind, track.type, track.unit) == (KeyResultKind.METRIC, OkrType.ASPIRATIONAL, "%")
    assert (track.baseline, track.target, track.cycle.rhythm) == (40, 60, Rhythm.BIWEEKLY)
    assert (track.check_ins[0].value, track.check_ins[0].blockers) == (44.5, ("no scanner",))


def test_what_a_line_leaves_out_is_read_from_the_text() -> None:
    found = _good(key_result="Stays below 3.5% in every week", cycle="2026-Q1")

    assert (found.track.kind, found.track.band) == (KeyResultKind.MAINTAIN, (None, 3.5))
    assert found.track.cycle.rhythm is Rhythm.WEEKLY


def test_zones_and_steps_are_read() -> None:
    found = _good(
        key_result={"text": "Open the hall", "kind": "milestone", "zones": {"1.0": "open", "0.3": "signed"}},
        expected=[{"date": "2026-03-01", "progress": 0.3}],
        check_ins=[{"date": "2026-02-01", "value": "signed"}],
    )

    assert found.track.zones == (("signed", 0.3), ("open", 1.0))
    assert found.track.expected == ((date(2026, 3, 1), 0.3),)
    assert found.track.check_ins[0].value == 0.3


def test_a_bad_check_in_is_a_problem_of_its_history() -> None:
    found = _good(
        check_ins=[
            {"date": "soon", "value": 1},
            {"date": "2026-01-13", "value": "€4", "confidence": 12},
            {"date": "2026-01-20", "value": 45},
        ]
    )

    assert [problem.code for problem in found.problems] == [
        "no-date",
        "confidence-out-of-range",
        "other-unit",
    ]
    assert {(problem.track, problem.source, problem.line) for problem in found.problems} == {
        ("h1", "h.jsonl", 1)
    }
    assert [check_in.value for check_in in found.track.check_ins] == [None, 45]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"key_result": None}, "key_result"),
        ({"key_result": {"text": ""}}, "text"),
        ({"key_result": {"text": "x", "kind": "wish"}}, "kind"),
        ({"key_result": {"text": "x", "baseline": "40%"}}, "baseline"),
        ({"key_result": {"text": "x", "baseline": True}}, "baseline"),
        ({"key_result": {"text": "x", "zones": {"7": "x"}}}, "zones"),
        ({"cycle": None}, "cycle"),
        ({"cycle": {"start": "2026-01-01"}}, "no end"),
        ({"cycle": {"start": "2026-03-01", "end": "2026-01-01"}}, "before its start"),
        ({"cycle": {"name": "Q1 2026", "cadence": "daily"}}, "cadence"),
        ({"as_of": "soon"}, "as_of"),
        ({"check_ins": {"date": "2026-01-01"}}, "check_ins"),
        ({"check_ins": [{"date": "2026-01-13", "blockers": [1]}]}, "blockers"),
        ({"expected": [{"date": "2026-01-13"}]}, "expected"),
        ({"team": 5}, "team"),
    ],
)
def test_a_line_of_another_shape_is_an_error_that_names_it(changes: dict[str, object], reason: str) -> None:
    found = _read(**changes)

    assert isinstance(found, LineError)
    assert (found.id, found.error.source, found.error.line) == ("h1", "h.jsonl", 1)
    assert reason in str(found.error)


@pytest.mark.parametrize(
    "line",
    [
        b"{",
        b"[]",
        b'{"id": 1, "id": 2}',
        b"\xff",
        b'{"id": NaN}',
        b"[" * 5000,
        b'"x"',
        b'{"as_of": Infinity}',
    ],
)
def test_a_broken_line_stops_no_other(line: bytes) -> None:
    broken, good = read_history_lines([line, b"\n", json.dumps(GOOD).encode()], "h.jsonl")

    assert isinstance(broken, LineError)
    assert isinstance(broken.error, MalformedInput) or "UTF-8" in broken.error.reason
    assert isinstance(good, HistoryLine)
    assert good.line == 3


def test_a_line_without_an_id_is_called_by_its_number() -> None:
    found = _good(id=None)

    assert (found.id, found.track.id) == (None, "line 1")
