from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from coach.checkin.closing import grade_all, grade_key_result
from coach.domain.checkin import CheckIn, KeyResultKind, OkrType
from tests.support.closings import follow, weekly


def test_a_metric_is_graded_by_its_share_of_the_way() -> None:
    grade = grade_key_result(follow(weekly([42, 50, 55])))
    assert grade.value == 0.75
    assert grade.reason == "from 40% to 55%, target 60%"


def test_a_falling_metric_is_graded_the_same_way() -> None:
    grade = grade_key_result(follow(weekly([20, 15]), baseline=25, target=5, unit="days"))
    assert grade.value == 0.5
    assert grade.reason == "from 25 to 15 days, target 5"


@pytest.mark.parametrize(("value", "grade"), [(30, 0.0), (75, 1.0)])
def test_a_grade_stays_between_0_and_1(value: float, grade: float) -> None:
    assert grade_key_result(follow(weekly([value]))).value == grade


def test_a_grade_just_below_strong_is_not_rounded_up_to_strong() -> None:
    grade = grade_key_result(follow(weekly([53.99])))
    assert grade.value == 0.69
    assert "short of strong" in grade.reading


def test_the_same_value_reads_differently_for_committed_and_aspirational() -> None:
    aspirational = grade_key_result(follow(weekly([55])))
    committed = grade_key_result(follow(weekly([55]), type=OkrType.COMMITTED))
    assert aspirational.value == committed.value == 0.75
    assert aspirational.reading.startswith("Strong")
    assert committed.reading.startswith("Missed by 0.25")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"baseline": None}, "there is no baseline"),
        ({"target": None}, "there is no target"),
        ({"target": 40}, "target and baseline are equal"),
    ],
)
def test_what_cannot_be_graded_has_no_grade_and_a_reason(changes: dict[str, Any], reason: str) -> None:
    grade = grade_key_result(follow(weekly([50]), **changes))
    assert grade.value is None
    assert grade.reason.startswith(reason)


def test_without_any_value_there_is_no_grade() -> None:
    grade = grade_key_result(follow(weekly([None, None])))
    assert grade.value is None
    assert grade.reason == "no check-in of this cycle holds a value"


def test_a_milestone_is_graded_by_the_highest_zone_that_is_reached() -> None:
    zones = (("plan agreed", 0.3), ("one site moved", 0.7), ("all sites moved", 1.0))
    track: dict[str, Any] = {
        "kind": KeyResultKind.MILESTONE,
        "zones": zones,
        "baseline": 0,
        "target": 1,
        "unit": "",
    }
    assert grade_key_result(follow(weekly([0.3, 0.8]), **track)).value == 0.7
    below = grade_key_result(follow(weekly([0.1]), **track))
    assert below.value == 0.0
    assert "plan agreed" in below.reason


def test_a_milestone_without_zones_is_all_or_nothing() -> None:
    track: dict[str, Any] = {"kind": KeyResultKind.MILESTONE, "baseline": 0, "target": 1, "unit": ""}
    assert grade_key_result(follow(weekly([0.9]), **track)).value == 0.0
    assert grade_key_result(follow(weekly([1]), **track)).value == 1.0


def test_counted_pieces_of_work_are_graded_by_their_share() -> None:
    track: dict[str, Any] = {"kind": KeyResultKind.MILESTONE, "baseline": 0, "target": 12, "unit": "sites"}
    grade = grade_key_result(follow(weekly([3, 9]), **track))
    assert grade.value == 0.75
    assert grade.reason == "9 sites of 12 sites"


def test_a_level_to_hold_is_graded_by_the_readings_within_its_band() -> None:
    track: dict[str, Any] = {"kind": KeyResultKind.MAINTAIN, "band": (None, 4.0), "unit": "hours"}
    grade = grade_key_result(follow(weekly([3, 5, 4, 2]), **track))
    assert grade.value == 0.75
    assert grade.reason == "3 of 4 readings within its band"


def test_a_level_without_a_band_has_no_grade() -> None:
    assert grade_key_result(follow(weekly([3]), kind=KeyResultKind.MAINTAIN)).value is None


def test_an_objective_takes_the_mean_of_the_grades_that_exist() -> None:
    book = grade_all(
        [
            follow(weekly([50]), label="KR 1.1"),
            follow(weekly([60]), label="KR 1.2"),
            follow((), label="KR 1.3"),
        ]
    )
    [objective] = book.objectives
    assert objective.value == 0.75
    assert (objective.graded, objective.ungraded) == (2, 1)
    assert objective.tracks == ("Care / KR 1.1", "Care / KR 1.2", "Care / KR 1.3")


def test_all_at_1_is_a_warning_sign_for_aspirational_key_results_only() -> None:
    full = [follow(weekly([60]), label=f"KR 1.{number}") for number in range(3)]
    committed = [follow(weekly([60]), label=f"KR 1.{number}", type=OkrType.COMMITTED) for number in range(3)]
    assert any("aim higher" in warning for warning in grade_all(full).warnings)
    assert grade_all(committed).warnings == ()


def test_pay_in_a_text_or_a_note_is_answered() -> None:
    noted = follow(weekly([50], notes=["Remember that this counts for the bonus"]))
    [warning] = grade_all([noted]).warnings
    assert "Keep grades away from pay" in warning
    assert "KR 1.1" in warning


def test_grades_before_the_end_of_the_cycle_are_called_interim() -> None:
    book = grade_all([follow(weekly([50]), day=date(2026, 2, 15))])
    assert book.warnings == ("The cycle runs until 31 March: these are interim grades.",)


def test_a_reading_after_the_end_still_counts() -> None:
    late = CheckIn(date(2026, 4, 3), 58.0)
    assert grade_key_result(follow((*weekly([50]), late), day=date(2026, 4, 5))).value == 0.9
