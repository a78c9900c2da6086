"""Each threshold from both sides, and what the signals quote; evals measures the labelled histories."""

from datetime import date, timedelta
from typing import Any

import pytest

from coach.checkin.signals import find_signals
from coach.domain.checkin import CheckIn, KeyResultKind, OkrType, Rhythm, Signal, Standing
from coach.domain.finding import Severity
from tests.support.closings import CYCLE, follow, weekly

HALF = CYCLE.start + timedelta(days=44)


def _find(standing: Standing, name: str) -> Signal | None:
    return next((signal for signal in find_signals(standing) if signal.name == name), None)


def _at(day: date, value: float | None, **fields: object) -> CheckIn:
    return CheckIn(day, value, **fields)  # type: ignore[arg-type] # fields of a check-in


@pytest.mark.parametrize(
    ("rhythm", "quiet", "silent"),
    [(Rhythm.WEEKLY, 10, 11), (Rhythm.BIWEEKLY, 21, 22), (Rhythm.MONTHLY, 45, 46)],
)
def test_silence_counts_from_one_and_a_half_rhythms(rhythm: Rhythm, quiet: int, silent: int) -> None:
    cycle = CYCLE._replace(rhythm=rhythm)
    first = _at(date(2026, 1, 8), 45)

    assert _find(follow((first,), day=first.day + timedelta(days=quiet), cycle=cycle), "stale") is None
    found = _find(follow((first,), day=first.day + timedelta(days=silent), cycle=cycle), "stale")
    assert found is not None
    assert found.facts["since"] == "8 January"


def test_silence_from_the_start_is_said_as_such() -> None:
    found = _find(follow(day=date(2026, 1, 20)), "stale")

    assert found is not None
    assert "no check-in at all, 19 days after the start" in found.message


def test_silence_after_the_end_is_none() -> None:
    assert _find(follow(weekly([45]), day=date(2026, 4, 20)), "stale") is None


def test_silence_about_a_reached_target_is_a_hint() -> None:
    found = _find(follow(weekly([61]), day=date(2026, 2, 20)), "stale")

    assert found is not None
    assert found.severity is Severity.HINT


def _with_progress(progress: float, *, day: date = HALF, **changes: Any) -> Standing:
    return follow((_at(day, 100 * progress),), day=day, baseline=0.0, target=100.0, **changes)


def test_fifteen_points_behind_the_calendar_is_behind_pace() -> None:
    elapsed = CYCLE.elapsed(HALF)

    assert _find(_with_progress(elapsed - 0.149), "behind-pace") is None
    found = _find(_with_progress(elapsed - 0.151), "behind-pace")
    assert found is not None
    assert found.facts["gap"] == "15 points"


def test_far_behind_is_an_error_only_where_it_is_committed() -> None:
    assert _find(_with_progress(0.1, type=OkrType.COMMITTED), "behind-pace").severity is Severity.ERROR  # type: ignore[union-attr] # it fires
    assert _find(_with_progress(0.1), "behind-pace").severity is Severity.WARNING  # type: ignore[union-attr]


def test_pace_says_nothing_in_the_first_tenth() -> None:
    assert _find(_with_progress(-0.5, day=CYCLE.start + timedelta(days=8)), "behind-pace") is None


def test_stated_steps_replace_the_calendar() -> None:
    steps = ((date(2026, 3, 20), 1.0),)

    assert _find(_with_progress(0.0, expected=steps), "behind-pace") is None
    late = _find(_with_progress(0.0, day=date(2026, 3, 21), expected=steps), "behind-pace")
    assert late is not None
    assert "stated steps ask for 100%" in late.message


def test_after_the_end_the_whole_way_was_due() -> None:
    found = _find(_with_progress(0.8, day=date(2026, 4, 4)), "behind-pace")

    assert found is not None
    assert "at the end of the cycle" in found.message


def test_twenty_points_ahead_is_ahead_of_pace() -> None:
    elapsed = CYCLE.elapsed(HALF)

    assert _find(_with_progress(elapsed + 0.199), "ahead-of-pace") is None
    assert _find(_with_progress(elapsed + 0.201), "ahead-of-pace") is not None


def test_a_trend_that_ends_at_eight_tenths_misses_only_a_committed_target() -> None:
    check_ins = tuple(_at(CYCLE.start + timedelta(days=day), 80 * day / 89) for day in (7, 14, 21, 28))
    ends: dict[str, Any] = {"baseline": 0.0, "target": 100.0}

    assert _find(follow(check_ins, day=HALF, **ends), "projected-miss") is None
    found = _find(follow(check_ins, day=HALF, type=OkrType.COMMITTED, **ends), "projected-miss")
    assert found is not None
    assert found.severity is Severity.WARNING
    assert (found.facts["projected"], found.facts["goal"]) == ("80%", "100%")


@pytest.mark.parametrize(
    ("unit", "values", "projected"),
    [
        ("vans", (0, 1, 1, 2), "7 vans"),
        ("vans", (0, 1, 2, 3), "11 to 12 vans"),
        ("of 26", (0, 1, 1, 2), "7 of 26"),
        ("%", (0, 1, 1, 2), "7.08%"),
        ("M EUR", (0, 1, 1, 2), "€7.08M"),
        ("vans", (0, 1.5, 1, 2), "7.08 vans"),
    ],
)
def test_what_is_counted_in_whole_things_ends_near_a_whole_number(
    unit: str, values: tuple[float, ...], projected: str
) -> None:
    """Where the nearest number is the target itself, the words say that it is not quite reached."""
    found = _find(
        follow(weekly(values), day=HALF, type=OkrType.COMMITTED, baseline=0.0, target=12.0, unit=unit),
        "projected-miss",
    )

    assert found is not None
    assert found.facts["projected"] == projected


def test_a_trend_whose_interval_reaches_the_goal_is_a_hint() -> None:
    found = _find(follow(weekly([40, 47, 41, 48, 42]), day=HALF), "projected-miss")

    assert found is not None
    assert found.severity is Severity.HINT


@pytest.mark.parametrize(
    ("said", "facts"),
    [
        ([8, 6], ("8", "6")),
        ([7, 6, 5], None),
        ([8, 6.5, 5], ("8", "5")),
        ([7, 5, 2], ("5", "2")),
        ([8, 7], None),
        ([3, 8, 6], ("8", "6")),
    ],
)
def test_confidence_drops_by_two_at_once_or_three_in_three(
    said: list[float], facts: tuple[str, str] | None
) -> None:
    found = _find(follow(weekly([45] * len(said), confidence=said), day=HALF), "confidence-drop")

    shown = None if found is None else (found.facts["confidence_before"], found.facts["confidence_after"])
    assert shown == facts


@pytest.mark.parametrize(
    ("progress", "confidence", "contrast"),
    [
        (0.15, 7, "high"),
        (0.15, 6, None),
        (0.25, 9, None),
        (0.5, 4, "low"),
        (0.5, 5, None),
        (0.2, 3, None),
        (0.0, 7, "high"),
    ],
)
def test_confidence_and_pace_may_tell_different_stories(
    progress: float, confidence: float, contrast: str | None
) -> None:
    standing = follow(
        (_at(HALF, 100 * progress, confidence=confidence),), day=HALF, baseline=0.0, target=100.0
    )

    found = _find(standing, "confidence-says-otherwise")

    assert (found.facts["contrast"] if found else None) == contrast


@pytest.mark.parametrize(
    ("values", "fires"),
    [([44, 44, 44], True), ([43, 44, 44], False), ([40, 40, 40], False), ([60, 60, 60], False)],
)
def test_three_equal_readings_off_the_baseline_and_short_of_the_target_are_flat(
    values: list[float | None], fires: bool
) -> None:
    assert (_find(follow(weekly(values), day=HALF), "flat") is not None) is fires


def test_two_equal_readings_three_weeks_apart_are_flat() -> None:
    readings = _at(date(2026, 1, 10), 44), _at(date(2026, 1, 31), 44)

    assert _find(follow(readings, day=HALF), "flat") is not None
    assert _find(follow((readings[0], _at(date(2026, 1, 30), 44)), day=HALF), "flat") is None


@pytest.mark.parametrize(("last", "fires"), [(48.0, False), (48.2, True), (30.0, False)])
def test_a_step_over_two_fifths_towards_the_target_is_a_jump(last: float, fires: bool) -> None:
    assert (_find(follow(weekly([40, last]), day=HALF), "jump") is not None) is fires


@pytest.mark.parametrize(("last", "fires"), [(44.0, False), (43.9, True)])
def test_a_step_back_over_a_twentieth_is_a_regression(last: float, fires: bool) -> None:
    assert (_find(follow(weekly([41, 45, last]), day=HALF), "regression") is not None) is fires


def test_a_number_that_never_left_its_baseline_is_named_from_a_third_on() -> None:
    readings = weekly([40, 40, 40, 40])

    assert _find(follow(readings, day=CYCLE.start + timedelta(days=29)), "never-moved") is None
    assert _find(follow(readings, day=CYCLE.start + timedelta(days=30)), "never-moved") is not None
    assert _find(follow(weekly([41, 40]), day=HALF), "never-moved") is None
    assert _find(follow(day=HALF), "never-moved") is None


def test_a_blocker_of_three_check_ins_is_long() -> None:
    blocked = [
        _at(date(2026, 1, 8), 41, blockers=("No date from the authority.",)),
        _at(date(2026, 1, 15), 42, blockers=("no date from the Authority", "holidays")),
        _at(date(2026, 1, 22), 43, blockers=("Still no date from the authority",)),
    ]

    assert _find(follow(tuple(blocked[:2]), day=HALF), "blocked-long") is None
    found = _find(follow(tuple(blocked), day=HALF), "blocked-long")
    assert found is not None
    assert (found.facts["blocker"], found.facts["times"]) == ("Still no date from the authority", "3")


def test_a_blocker_that_was_gone_in_between_starts_anew() -> None:
    gone = [("x supplier data",), ("x supplier data",), (), ("x supplier data",), ("x supplier data",)]
    check_ins = tuple(
        _at(CYCLE.start + timedelta(days=7 * week), 41, blockers=blockers)
        for week, blockers in enumerate(gone)
    )

    assert _find(follow(check_ins, day=HALF), "blocked-long") is None


def test_a_missing_baseline_is_named_from_the_start_on() -> None:
    assert _find(follow(day=CYCLE.start - timedelta(days=1), baseline=None), "baseline-missing") is None
    assert _find(follow(day=CYCLE.start, baseline=None), "baseline-missing") is not None
    milestone = follow(day=HALF, baseline=None, kind=KeyResultKind.MILESTONE)
    assert _find(milestone, "baseline-missing") is None


def test_a_target_that_is_reached_in_the_first_half_asked_too_little() -> None:
    early, late = _at(CYCLE.start + timedelta(days=40), 60), _at(CYCLE.start + timedelta(days=50), 60)

    found = _find(follow((early,), day=date(2026, 3, 1)), "sandbagged")
    assert found is not None
    assert "asked too little" in found.message
    assert _find(follow((late,), day=date(2026, 3, 1)), "sandbagged") is None


def test_a_committed_target_that_is_reached_early_frees_time() -> None:
    found = _find(follow(weekly([61]), day=HALF, type=OkrType.COMMITTED), "sandbagged")

    assert found is not None
    assert "time is free" in found.message


def test_a_level_to_maintain_has_no_pace() -> None:
    standing = follow(weekly([47, 47, 47, 55]), day=HALF, kind=KeyResultKind.MAINTAIN)

    assert {signal.name for signal in find_signals(standing)} <= {"stale"}


def test_nothing_fires_before_the_start() -> None:
    assert find_signals(follow(weekly([40]), day=CYCLE.start - timedelta(days=1), baseline=None)) == ()


def test_every_signal_carries_the_known_facts_and_no_unknown_one() -> None:
    standing = follow(weekly([40, 40], confidence=[8, 5]), day=HALF, owner="Ann")

    found = find_signals(standing)

    assert found
    for signal in found:
        assert signal.facts["key_result"] == "Complaints answered within a day"
        assert (signal.facts["owner"], signal.facts["value"], signal.facts["target"]) == ("Ann", "40%", "60%")
    bare = find_signals(follow(day=HALF, baseline=None))
    assert all("value" not in signal.facts and "progress" not in signal.facts for signal in bare)
