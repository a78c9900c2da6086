import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coach.checkin import risk
from coach.checkin.risk import FEATURES, WEIGHTS_FILE, estimate_risk, measure_features
from coach.domain.checkin import KeyResultKind, OkrType, Risk
from coach.errors import InternalError
from tests.support.closings import follow, weekly

DAY = date(2026, 2, 20)


@pytest.fixture(autouse=True)
def _fresh_weights() -> Iterator[None]:
    risk.load_weights.cache_clear()
    yield
    risk.load_weights.cache_clear()


def _chance(
    values: Sequence[float], *, confidence: list[float] | None = None, day: date = DAY, **changes: Any
) -> float:
    said = confidence or [6.0] * len(values)
    found = estimate_risk(follow(weekly(values, confidence=said), day=day, **changes)).probability
    assert found is not None
    return found


def test_a_key_result_on_pace_has_a_better_chance_than_one_behind() -> None:
    assert _chance([42, 44, 46, 48, 50, 52]) > 0.7
    assert _chance([40, 40, 41, 41, 41, 42]) < 0.5


def test_confidence_moves_the_chance() -> None:
    values = [42, 43, 44, 45, 46, 47]

    assert _chance(values, confidence=[9] * 6) > _chance(values, confidence=[3] * 6) + 0.1


def test_silence_lowers_the_chance() -> None:
    values = [42, 44, 46]

    assert _chance(values, day=date(2026, 2, 20)) < _chance(values, day=date(2026, 1, 24))


def test_a_committed_key_result_has_the_lower_chance_of_its_higher_goal() -> None:
    values = [42, 44, 45, 46, 48, 49]

    assert _chance(values, type=OkrType.COMMITTED) < _chance(values)


def test_the_reason_tells_what_the_chance_rests_on() -> None:
    found = estimate_risk(follow(weekly([42, 44], confidence=[7, 6]), day=date(2026, 2, 20)))

    assert "20% of the way" in found.reason
    assert "confidence 6" in found.reason
    assert "silent for 36 days" in found.reason


@pytest.mark.parametrize(
    ("changes", "day", "reason"),
    [
        ({}, date(2025, 12, 1), "not begun"),
        ({}, date(2026, 4, 3), "over"),
        ({"baseline": None}, DAY, "no baseline"),
        ({"kind": KeyResultKind.MAINTAIN}, DAY, "not meant to move"),
        ({"target": 40.0}, DAY, "cannot be measured"),
    ],
)
def test_no_chance_is_made_up_where_nothing_can_be_said(
    changes: dict[str, Any], day: date, reason: str
) -> None:
    found = estimate_risk(follow(weekly([45, 46]), day=day, **changes))

    assert found.probability is None
    assert reason in found.reason


def test_without_a_reading_there_is_no_chance() -> None:
    found = estimate_risk(follow(day=DAY))

    assert found == Risk(None, "there is no reading yet")


def test_absurd_progress_keeps_the_chance_between_nought_and_one() -> None:
    assert 0 <= _chance([1e12, -1e12, 1e12, 5, 1e12]) <= 1


def test_the_features_have_the_names_of_the_weights() -> None:
    features = measure_features(follow(weekly([42, 44, 46, 48]), day=DAY))

    assert features is not None
    assert len(features) == len(FEATURES)
    assert list(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))["weights"]) == list(FEATURES)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 1, "intercept": 0, "weights": {"x": 1}}'])
def test_broken_weights_are_named(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "risk.json"
    broken.write_text(content, encoding="utf-8")
    monkeypatch.setattr(risk, "WEIGHTS_FILE", broken)

    with pytest.raises(InternalError, match="weights of the risk model"):
        estimate_risk(follow(weekly([45]), day=DAY))
