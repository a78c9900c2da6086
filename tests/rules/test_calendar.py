"""When a key result is due."""

from __future__ import annotations

from datetime import date

import pytest

from coach.domain.okr import Cycle, KeyResult
from coach.domain.source import Passage
from coach.parsing import read_statement
from coach.rules._calendar import Due, read_due

_Q2 = Cycle("2026-Q2", date(2026, 4, 1), date(2026, 6, 30))


def _key_result(text: str, due: str = "") -> KeyResult:
    return KeyResult(Passage(text), read_statement(text), fields={"due": due} if due else {})


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Late trains from 12% to 7% by 31 May 2026", date(2026, 5, 31)),
        ("Late trains from 12% to 7% by May 31", date(2026, 5, 31)),
        ("Late trains from 12% to 7% until 2026-05-31", date(2026, 5, 31)),
        ("Late trains from 12% to 7% by end of Q2", date(2026, 6, 30)),
        ("Late trains from 12% to 7% by end of the quarter", date(2026, 6, 30)),
        ("Late trains from 12% to 7% by EOQ", date(2026, 6, 30)),
    ],
)
def test_a_deadline_in_the_sentence_is_read(text: str, day: date) -> None:
    assert read_due(_key_result(text), _Q2) == Due(day, day)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-05-31", date(2026, 5, 31)),
        ("31.05.2026", date(2026, 5, 31)),
        ("31 May", date(2026, 5, 31)),
    ],
)
def test_the_due_field_is_read(stated: str, day: date) -> None:
    assert read_due(_key_result("Late trains from 12% to 7%", stated), _Q2) == Due(day, day)


def test_the_field_wins_over_the_sentence() -> None:
    due = read_due(_key_result("Late trains from 12% to 7% by 31 May 2026", "2026-04-30"), _Q2)
    assert due == Due(date(2026, 4, 30), date(2026, 4, 30))


def test_a_month_is_a_span_of_days() -> None:
    due = read_due(_key_result("Late trains from 12% to 7% by March 2027"), _Q2)
    assert due == Due(date(2027, 3, 1), date(2027, 3, 31))
    assert not due.is_one_day


@pytest.mark.parametrize(
    "text",
    [
        "Late trains from 12% to 7%",
        "Late trains from 12% in Q1 2026 to 7%",
        "Write the timetable for 2027",
    ],
)
def test_a_sentence_without_a_deadline_has_none(text: str) -> None:
    assert read_due(_key_result(text), _Q2) is None


def test_an_impossible_date_is_no_date() -> None:
    assert read_due(_key_result("Late trains from 12% to 7%", "2026-02-31"), None) is None


def test_a_day_without_a_year_needs_a_cycle() -> None:
    assert read_due(_key_result("Late trains from 12% to 7%", "31 May"), None) is None
