"""Whether two observers could disagree."""

from __future__ import annotations

import pytest

from coach.parsing.statement import read_statement

_EVEN = 0.5


@pytest.mark.parametrize(
    "text",
    [
        "Renewals from 40% to 55%",
        "No patient leaves without a letter",
        "Every crew carries a radio",
        "Publish the handbook",
        "Top 3 in the regional ranking",
        "Queue under X min",
        "Half of the regulars bring a friend",
        "Raise bookings above the last 12 months' peak",
        "Introduce a loyalty card to raise repeat visits by 15%",
    ],
)
def test_a_value_a_group_or_a_clear_end_settles_it(text: str) -> None:
    assert read_statement(text).unmeasurable < _EVEN


@pytest.mark.parametrize(
    "text",
    [
        "Improve retention",
        "Reduce waiting times at the desk",
        "More cooperation between kitchen and service",
        "Average length of stay",
        "Improve customer satisfaction from the current level",
        "Explore options for the second site",
        "How can we win back members?",
    ],
)
def test_a_wish_settles_nothing(text: str) -> None:
    assert read_statement(text).unmeasurable > _EVEN


def test_a_value_in_the_deadline_does_not_make_it_measurable() -> None:
    assert read_statement("Improve retention by June 30").unmeasurable > _EVEN


def test_a_start_alone_does_not_make_it_measurable() -> None:
    assert read_statement("Improve retention (currently 40%)").unmeasurable > _EVEN


@pytest.mark.parametrize("text", ["Drive adoption of the tide app", "(100 - last week 12 boats)", "[Q2]"])
def test_a_push_or_a_note_settles_nothing(text: str) -> None:
    assert read_statement(text).unmeasurable >= 0.5
