import pytest

from coach.checkin.signals._amendments import find_amendment


@pytest.mark.parametrize(
    ("note", "before", "after"),
    [
        ("The board lowered our target from 60 to 50", "60", "50"),
        ("Target is now 50, was 60.", "60", "50"),
        ("New target: 50%, since the price list changed", "", "50%"),
        ("Good week. Goal was cut to 50 after the fire.", "", "50"),
        ("target amended", "", ""),
    ],
)
def test_a_change_of_the_target_is_read_from_a_note(note: str, before: str, after: str) -> None:
    found = find_amendment(note, 50.0, 20.0)

    assert found is not None
    assert (found.before, found.after) == (before, after)


@pytest.mark.parametrize(
    "note",
    [
        "Target reached five weeks early",
        "Should we lower the target?",
        "Management wants the target raised",
        "The target of the Danish group was lowered",
        "Their target was changed",
        "Sales' target was raised to 90",
        "Target not changed",
        "We asked whether the target was set too high",
        "The company target was raised from 5 to 8",
        "Target raised from 300 to 400 for the other depot",
        "Both of us keep our target for now.",
        "We moved the boxes and raised the shelf",
    ],
)
def test_what_is_no_change_of_this_target_is_left_alone(note: str) -> None:
    assert find_amendment(note, 50.0, 20.0) is None


def test_a_reason_explains_the_change() -> None:
    assert find_amendment("Target lowered to 50 because a site closed", 50.0, 20.0).explained  # type: ignore[union-attr] # found
    assert not find_amendment("Target lowered to 50", 50.0, 20.0).explained  # type: ignore[union-attr]


def test_the_scale_of_a_value_may_be_left_out() -> None:
    assert find_amendment("Target lowered from €6M to €5.5M", 5.5, 4.2) is not None
