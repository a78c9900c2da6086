from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from coach.critic.stacking import Weighing, read_stack
from coach.errors import WeightsBroken


def content(**changes: Any) -> dict[str, Any]:
    entry = {
        "bias": 0.0,
        "slope": 1.0,
        "offset": 0.0,
        "speaks_from": 0.5,
        "trusted": "",
        "weights": {"head:vague": 2.0},
    }
    return {"version": 1, "adapter_sha256": "00", "judgements": {"vague": entry | changes}}


def write(folder: Path, text: str) -> Path:
    path = folder / "stack.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_log_odds_are_summed_and_calibrated() -> None:
    weighing = Weighing(bias=-1.0, weights={"a": 2.0}, slope=2.0, offset=-1.0)

    assert weighing.probability({"a": 1.0}) == pytest.approx(0.7311, abs=1e-4)
    assert weighing.probability({"unknown": 9.0}) == pytest.approx(0.0474, abs=1e-4)


def test_the_certainty_of_the_rules_counts_as_log_odds() -> None:
    weighing = Weighing(bias=0.0, weights={}, trusted="issue:vague")

    assert weighing.probability({"issue:vague": 0.7}) == pytest.approx(0.7)
    assert weighing.probability({"issue:vague": 1.0}) == pytest.approx(0.94)
    assert weighing.probability({}) == pytest.approx(0.06)


def test_huge_log_odds_do_not_overflow() -> None:
    weighing = Weighing(bias=0.0, weights={"a": 1.0})

    assert weighing.probability({"a": 1e9}) == pytest.approx(1.0)
    assert weighing.probability({"a": -1e9}) == pytest.approx(0.0, abs=1e-9)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    stack = read_stack(write(tmp_path, json.dumps(content())))

    assert stack.judge({"head:vague": 0.0}) == {"vague": 0.5}
    assert stack.adapter_sha256 == "00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        json.dumps(content(bias="much")),
        json.dumps(content(slope=float("nan"))),
        json.dumps(content(weights=None)),
        json.dumps({**content(), "version": 99}),
        json.dumps({"version": 1, "judgements": {"vague": {}}}),
    ],
)
def test_a_broken_file_is_a_named_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(WeightsBroken, match=r"stack\.json"):
        read_stack(write(tmp_path, text))


def test_a_missing_file_is_a_named_error(tmp_path: Path) -> None:
    with pytest.raises(WeightsBroken, match="cannot be read"):
        read_stack(tmp_path / "stack.json")
