from __future__ import annotations

import pytest

from coach.parsing import read_key_result
from coach.rules._listed import find_listed, opens_with_work


def find(text: str) -> tuple[str, float] | None:
    """The mark that was found, and the certainty."""
    reading = read_key_result(text)[0].reading
    found = find_listed(reading, reading.quantities)
    return None if found is None else (found[0].of(text), found[1])


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Handling time under 11 min, CSAT 92", ","),
        ("Hire a pilot, publish the timetable, train the crew", ","),
        ("Tender out, old directory cleaned up", ","),
        ("New website + new logo", "+"),
        ("Sponsor page; bookkeeping at a partner", ";"),
    ],
)
def test_parts_that_stand_alone_are_several_results(text: str, mark: str) -> None:
    found = find(text)

    assert found is not None
    assert found[0] == mark


@pytest.mark.parametrize(
    "text",
    [
        "Handling time under 11 min, from 19 today",
        "Churn below 2%, in H1 it was 5%",
        "Test three layouts, pick one",
        "Timetable printed, reviewed and posted",
        "Pages in German (menu updated, map redrawn)",
        "Pages in “Guide updated, map redrawn”",
        "Sales above 1,000 tickets",
        "",
    ],
)
def test_parts_that_go_on_about_one_thing_are_one_result(text: str) -> None:
    assert find(text) is None


def test_measured_parts_are_surer_than_others() -> None:
    measured, listed = find("Handling time under 11 min, CSAT 92"), find("New website + new logo")

    assert measured is not None
    assert listed is not None
    assert measured[1] > listed[1]


@pytest.mark.parametrize(
    ("text", "opens"),
    [("train the crew", True), ("train crews", False), ("timetable train", False), ("", False)],
)
def test_work_opens_with_a_verb_that_has_an_object(text: str, opens: bool) -> None:
    assert opens_with_work(text) is opens
