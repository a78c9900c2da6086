"""Whatever comes in, only an `InputError` comes out, and no value that nobody wrote."""

import json
import math
from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.checkin.history import (
    HistoryLine,
    LineError,
    is_check_ins,
    read_check_ins,
    read_files,
    read_history_lines,
)
from coach.checkin.pace import stand
from coach.checkin.risk import estimate_risk
from coach.checkin.signals import find_signals
from coach.errors import InputError

_SETTINGS = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_PIECES = st.sampled_from(
    [
        "date", "key_result_id", "value", "confidence", "note", "blockers", "author", ",", ";", "\t",
        "\n", "\n\n", "\r\n", "2026-10-05", "2026-13-45", "5/6/2026", "KR 1.1", "O1 KR2", "1.1", "44%",
        "€1.9M", "1.2k", "-3", "20 of 26", "done", "7", "70%", "0.7", "11", "n/a", '"', "'", "- ",
        "  - ", "## ", "# Check-ins\n", ": ", "checkins:\n", "team: Delivery\n", "cycle: 2026-Q4\n",
        "cadence: weekly\n", "  value: ", "{", "}", "[", "]", '"date": "2026-10-05"', '"kr": "KR 1.1"',
        "null", "NaN", "blocker: no van", "confidence 7", "by Ann", "(Ann)", "---\n", "&a ", "*a ", "|",
        "\u2028", "שלום", "🎯", "\u200b", "1e400", "9" * 30,
    ]
)  # fmt: skip
_TEXTS = st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=40).map("".join)
_NAMES = st.sampled_from(["c.csv", "c.yaml", "c.json", "c.jsonl", "c.md", "c.txt", "c"])
OKRS = b"""---
team: Delivery
cycle: 2026-Q4
---
## O1: Guests find the order at the door
- KR 1.1: Stops inside the window from 90% to 96%
- KR 1.2: Value of open orders from 1.9M to 2.4M euros
- KR 1.3: Commission the new ramp
"""


@_SETTINGS
@given(text=_TEXTS, name=_NAMES)
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    data = text.encode()

    is_check_ins(data, name)
    try:
        found = read_check_ins(data, name)
    except InputError:
        return
    assert all(problem.message for problem in found.problems)
    assert all(entry.confidence is None or 0 <= entry.confidence <= 10 for entry in found.entries)


@_SETTINGS
@given(data=st.binary(max_size=200), name=_NAMES)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    is_check_ins(data, name)
    with suppress(InputError):
        read_check_ins(data, name)


_CELLS = st.one_of(_PIECES, st.text(max_size=12)).filter(lambda cell: '"' not in cell)
_ROWS = st.lists(st.lists(_CELLS, min_size=4, max_size=6), max_size=12)


@_SETTINGS
@given(rows=_ROWS)
def test_any_rows_join_and_stand(rows: list[list[str]]) -> None:
    lines = ["date,kr,value,confidence,note,blockers"]
    lines += [",".join(f'"{cell}"' for cell in ("2026-10-05", "KR 1.1", *row)[:6]) for row in rows]
    data = "\n".join(lines).encode("utf-8", "replace")

    history, _ = read_files([("d.md", OKRS), ("c.csv", data)], today=date(2026, 11, 1))

    for track in history.tracks():
        standing = stand(track, date(2026, 11, 1))
        assert standing.value is None or math.isfinite(standing.value)
        find_signals(standing)
        chance = estimate_risk(standing).probability
        assert chance is None or 0 <= chance <= 1


_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10), _PIECES),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "key_result",
                    "text",
                    "cycle",
                    "start",
                    "end",
                    "check_ins",
                    "date",
                    "value",
                    "zones",
                    "unit",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@_SETTINGS
@given(
    row=st.dictionaries(
        st.sampled_from(["id", "key_result", "cycle", "check_ins", "as_of", "expected"]), _JSON
    )
)
def test_any_json_is_a_history_or_an_error(row: dict[str, object]) -> None:
    (found,) = read_history_lines([json.dumps(row)], "h.jsonl")

    if isinstance(found, LineError):
        assert (found.error.source, found.error.line) == ("h.jsonl", 1)
    else:
        assert isinstance(found, HistoryLine)
        find_signals(stand(found.track, found.track.cycle.end))
