"""Cases of check-in questions: the history of one key result, seen at one date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from evals.cases import DATASETS, UNSPLIT
from evals.lines import Line, read_cases

__all__ = ["SIGNALS", "STAGES", "HistoryCase", "read_histories"]

STAGES = ("drafting", "kick-off", "early", "middle", "late", "close")
SIGNALS = (
    "stale",
    "behind-pace",
    "ahead-of-pace",
    "projected-miss",
    "confidence-drop",
    "confidence-says-otherwise",
    "flat",
    "jump",
    "never-moved",
    "regression",
    "blocked-long",
    "target-changed",
    "baseline-missing",
    "sandbagged",
)


@dataclass(frozen=True, slots=True)
class HistoryCase:
    """A key result with its check-ins, and what a coach would notice and ask at a date."""

    id: str
    objective: str
    key_result: Mapping[str, Any]
    cycle: Mapping[str, Any]
    check_ins: tuple[Mapping[str, Any], ...]
    as_of: date
    stage: str
    expected: frozenset[str]
    near_miss: frozenset[str]
    must_mention: tuple[str, ...]
    split: str = UNSPLIT
    team: str = ""
    outcome: float | None = None

    @property
    def record(self) -> dict[str, Any]:
        """The history as a line of JSONL holds it, without its labels."""
        return {
            "id": self.id,
            "team": self.team,
            "objective": self.objective,
            "key_result": dict(self.key_result),
            "cycle": dict(self.cycle),
            "as_of": self.as_of.isoformat(),
            "check_ins": [dict(check_in) for check_in in self.check_ins],
        }


def read_histories(folder: Path = DATASETS) -> list[HistoryCase]:
    """The project's own histories.

    Raises:
        InputError: The file is missing or a case is malformed.
    """
    return read_cases([folder / "checkins.jsonl"], _history)


def _history(line: Line) -> HistoryCase:
    line.only(
        (
            "id",
            "domain",
            "team",
            "objective",
            "key_result",
            "cycle",
            "as_of",
            "check_ins",
            "stage",
            "expected_signals",
            "near_miss",
            "question_must_mention",
            "outcome",
        )
    )
    expected = frozenset(line.texts("expected_signals", SIGNALS))
    near_miss = frozenset(line.texts("near_miss", SIGNALS))
    if expected & near_miss:
        raise line.fail("a signal cannot be expected and a near miss", min(expected & near_miss))
    check_ins = line.objects("check_ins")
    for check_in in check_ins:
        _day(check_in, "date")
    return HistoryCase(
        line.text("id"),
        line.text("objective"),
        line.object("key_result").values,
        line.object("cycle").values,
        tuple(check_in.values for check_in in check_ins),
        _day(line, "as_of"),
        line.choice("stage", STAGES),
        expected,
        near_miss,
        line.texts("question_must_mention"),
        team=line.text("team"),
        outcome=_number(line, "outcome"),
    )


def _number(line: Line, key: str) -> float | None:
    value = line.values[key]
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise line.fail(f"{key!r} must be a number or null", value)
    return value


def _day(line: Line, key: str) -> date:
    text = line.text(key)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise line.fail(f"{key!r} must be a date such as 2026-03-31", text) from None
