from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.checkin.history.fields import field_name, read_confidence, read_day, read_rhythm, split_blockers
from coach.domain.checkin import Rhythm

DAY = date(2026, 10, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-05",
        "2026-10-5",
        " 2026-10-05 ",
        "2026-10-05T23:30:00-08:00",
        "2026-10-05 09:00",
        "05.10.2026",
        "5 October 2026",
        "5th Oct 2026",
        "Oct 5, 2026",
        "Monday, 5 October 2026",
    ],
)
def test_a_day_is_read_as_people_write_it(written: str) -> None:
    assert read_day(written) == DAY


def test_a_time_zone_never_moves_the_day_of_the_author() -> None:
    assert read_day("2026-10-05T23:59:00+14:00") == read_day("2026-10-05T00:01:00-12:00") == DAY


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "no date"),
        ("soon", "no date"),
        ("2026-02-30", "does not exist"),
        ("5/10/2026", "two days"),
        ("2026-10-05-07", "no date"),
        ("9999-01-01", "cannot be meant"),
        ("5 Octember 26", "no date"),
    ],
)
def test_what_is_no_day_is_said(written: str, reason: str) -> None:
    found = read_day(written)

    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize(("written", "day"), [("25/10/2026", 25), ("10/25/2026", 25), ("5/5/2026", 5)])
def test_a_slashed_day_that_can_only_be_read_in_one_way_is_read(written: str, day: int) -> None:
    found = read_day(written)

    assert isinstance(found, date)
    assert found.day == day


@pytest.mark.parametrize(
    ("written", "confidence"),
    [
        ("7", 7),
        ("7.5", 7.5),
        ("7,5", 7.5),
        ("7/10", 7),
        ("70%", 7),
        ("70/100", 7),
        ("", None),
        ("n/a", None),
        ("0", 0),
    ],
)
def test_a_confidence_is_from_nought_to_ten(written: str, confidence: float | None) -> None:
    assert read_confidence(written) == confidence


@pytest.mark.parametrize(
    ("written", "reason"),
    [("11", "outside"), ("high", "no confidence"), ("0.7", "scale of 0 to 1"), ("-3", "no")],
)
def test_another_confidence_is_not_guessed(written: str, reason: str) -> None:
    found = read_confidence(written)

    assert isinstance(found, str)
    assert reason in found


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("no scanner; no van", ("no scanner", "no van")),
        ("no scanner, no van", ("no scanner", "no van")),
        ("one", ("one",)),
        ("Inspection of the pressure vessel, no date from the authority", None),
        ("", ()),
        ("none", ()),
    ],
)
def test_blockers_are_split_where_that_is_meant(written: str, parts: tuple[str, ...] | None) -> None:
    assert split_blockers(written) == ((written,) if parts is None else parts)


def test_rhythms_and_columns_have_many_names() -> None:
    assert [read_rhythm(word) for word in ("Weekly", "every two weeks", "bi-weekly", "monthly", "daily")] == [
        Rhythm.WEEKLY,
        Rhythm.BIWEEKLY,
        Rhythm.BIWEEKLY,
        Rhythm.MONTHLY,
        None,
    ]
    assert [field_name(name) for name in ("key_result_id", "Check-in date", "Comment", "colour")] == [
        "label",
        "date",
        "note",
        None,
    ]


@given(st.text(max_size=60))
def test_no_text_breaks_the_readers_of_cells(written: str) -> None:
    assert isinstance(read_day(written), date | str)
    said = read_confidence(written)
    assert said is None or isinstance(said, str) or 0 <= said <= 10
    assert all(part.strip() for part in split_blockers(written))
