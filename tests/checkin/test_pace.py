from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.pace import expect, measure_progress, stand
from coach.checkin.signals import find_signals
from coach.domain.checkin import CheckIn, KeyResultKind, Stage
from tests.support.closings import CYCLE, follow, weekly


def _codes(standing: object) -> list[str]:
    return [note.code for note in standing.notes]  # type: ignore[attr-defined] # a standing


def test_readings_are_in_order_whatever_order_they_were_typed_in() -> None:
    first, second, third = weekly([42, 44, 46])

    standing = follow((first, third, second), day=date(2026, 2, 1))

    assert [reading.value for reading in standing.readings] == [42, 44, 46]
    assert _codes(standing) == ["unordered"]


def test_a_correction_keeps_the_old_reading() -> None:
    typed = CheckIn(date(2026, 1, 8), 53), CheckIn(date(2026, 1, 15), 44), CheckIn(date(2026, 1, 8), 43)

    standing = follow(typed, day=date(2026, 1, 20))

    assert [reading.value for reading in standing.readings] == [43, 44]
    assert standing.track.check_ins == typed
    assert "53%, then 43%" in standing.notes[0].message


def test_a_correction_of_the_value_keeps_the_confidence_and_the_blocker() -> None:
    day = date(2026, 1, 8)
    typed = CheckIn(day, 53, 7, "counted twice", ("no scanner",)), CheckIn(day, 43)

    standing = follow(typed, day=date(2026, 1, 20))

    assert standing.updates[0] == CheckIn(day, 43, 7, "counted twice", ("no scanner",))


def test_the_same_value_twice_on_a_day_is_no_correction() -> None:
    typed = CheckIn(date(2026, 1, 8), 43), CheckIn(date(2026, 1, 8), 43)

    assert follow(typed, day=date(2026, 1, 20)).notes == ()


def test_a_check_in_in_the_future_is_named_and_not_used() -> None:
    standing = follow(weekly([42, 44, 46]), day=date(2026, 1, 16))

    assert standing.value == 44
    assert _codes(standing) == ["future-date"]
    assert "2026-01-22" in standing.notes[0].message


def test_a_check_in_before_the_cycle_is_named_and_not_used() -> None:
    standing = follow((CheckIn(date(2025, 12, 29), 39),), day=date(2026, 1, 16))

    assert standing.readings == ()
    assert standing.progress is None
    assert _codes(standing) == ["before-cycle"]


def test_a_late_reading_after_the_end_counts_and_is_named() -> None:
    standing = follow((CheckIn(date(2026, 4, 2), 58),), day=date(2026, 4, 6))

    assert standing.progress == pytest.approx(0.9)
    assert _codes(standing) == ["after-cycle"]


def test_a_confidence_out_of_range_is_named_and_not_used() -> None:
    standing = follow(
        (CheckIn(date(2026, 1, 8), 41, 70), CheckIn(date(2026, 1, 15), 42, 6)), day=date(2026, 1, 16)
    )

    assert standing.confidences == (6,)
    assert _codes(standing) == ["confidence-out-of-range"]


def test_a_check_in_without_a_value_is_an_update_and_no_reading() -> None:
    standing = follow((CheckIn(date(2026, 1, 8), note="waiting for the survey"),), day=date(2026, 1, 16))

    assert len(standing.updates) == 1
    assert standing.readings == ()


def test_progress_of_a_falling_metric_grows() -> None:
    standing = follow(weekly([50, 45]), day=date(2026, 1, 20), baseline=50, target=30)

    assert standing.progress == pytest.approx(0.25)


@pytest.mark.parametrize(("value", "progress"), [(70, 1.5), (30, -0.5)])
def test_progress_below_zero_and_over_one_is_kept(value: float, progress: float) -> None:
    assert follow(weekly([value]), day=date(2026, 1, 20)).progress == pytest.approx(progress)


@pytest.mark.parametrize(
    "changes",
    [
        {"baseline": None},
        {"target": None},
        {"baseline": 60.0},
        {"kind": KeyResultKind.MAINTAIN},
        {"kind": KeyResultKind.BASELINE},
    ],
)
def test_progress_does_not_exist_where_there_is_no_way_to_go(changes: dict[str, Any]) -> None:
    standing = follow(weekly([45, 45, 45]), day=date(2026, 3, 1), **changes)

    assert standing.progress is None
    assert standing.expected is None
    assert standing.value == 45


def test_without_any_check_in_everything_is_unknown() -> None:
    standing = follow(day=date(2026, 2, 1))

    assert (standing.value, standing.progress, standing.confidence) == (None, None, None)
    assert standing.expected == pytest.approx(31 / 89)


def test_a_stated_step_is_due_from_its_day_on() -> None:
    track = follow().track._replace(expected=((date(2026, 2, 1), 0.3), (date(2026, 3, 20), 1.0)))

    assert [expect(track, day) for day in (date(2026, 1, 31), date(2026, 2, 1), date(2026, 3, 31))] == [
        0,
        0.3,
        1.0,
    ]


def test_the_stage_is_that_of_the_day() -> None:
    assert follow(day=date(2025, 12, 1)).stage is Stage.DRAFTING
    assert follow(day=date(2026, 2, 10)).stage is Stage.MIDDLE


_VALUES = st.one_of(st.none(), st.floats(-1e12, 1e12))
_CHECK_INS = st.lists(
    st.builds(
        CheckIn,
        st.dates(date(2025, 11, 1), date(2026, 5, 1)),
        _VALUES,
        st.one_of(st.none(), st.floats(-5, 20)),
        st.text(max_size=30),
        st.lists(st.text(max_size=10), max_size=2).map(tuple),
    ),
    max_size=15,
).map(tuple)


@given(
    check_ins=_CHECK_INS,
    baseline=_VALUES,
    target=_VALUES,
    kind=st.sampled_from(KeyResultKind),
    day=st.integers(-30, 130),
)
def test_no_history_ends_in_a_crash_or_a_made_up_value(
    check_ins: tuple[CheckIn, ...],
    baseline: float | None,
    target: float | None,
    kind: KeyResultKind,
    day: int,
) -> None:
    track = follow(check_ins).track._replace(baseline=baseline, target=target, kind=kind)

    standing = stand(track, CYCLE.start + timedelta(days=day))
    find_signals(standing)

    given_values = {check_in.value for check_in in check_ins}
    assert standing.value in given_values | {None}
    if baseline is None or target is None or baseline == target:
        assert measure_progress(track, 5.0) is None
        assert standing.progress is None
