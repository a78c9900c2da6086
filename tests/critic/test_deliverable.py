from __future__ import annotations

import pytest

from coach.critic.deliverable import describe_work
from coach.parsing.statement import read_statement


def describe(text: str) -> str:
    return describe_work(text, read_statement(text))


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Update the ferry timetable", "updating the ferry timetable"),
        ("Rewrite tenant handbook", "rewriting the tenant handbook"),
        ("Visitor policy updated", "updating the visitor policy"),
        ("Upgrade all boilers to heat pumps", "upgrading all boilers to heat pumps"),
    ],
)
def test_what_is_there_already_is_made_new_and_does_not_stand_alone(text: str, work: str) -> None:
    assert describe(text) == work


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Come up with seating plan", "coming up with the seating plan"),
        ("Define style guide", "defining the style guide"),
        ("Sign a lease agreement", "signing a lease agreement"),
        ("Automate reporting", "automating reporting"),
        ("Brief 6 analysts before the spring report", "briefing analysts before the spring report"),
        ("Validate the booking flow", "validating the booking flow"),
        ("Adopt 2 Kelp farms", "adopting Kelp farms"),
        ("Hire 1 pastry cook", "hiring a pastry cook"),
        ("Adopt one apprentice scheme", "adopting an apprentice scheme"),
    ],
)
def test_one_thing_gets_its_article(text: str, work: str) -> None:
    assert describe(text) == work


def test_a_thing_that_does_something_gets_its_article_too() -> None:
    assert describe("Reporting dashboard has replaced the paper logs") == (
        "once the reporting dashboard has replaced the paper logs"
    )


@pytest.mark.parametrize(
    ("text", "work"),
    [
        ("Launch the tide app, school kit and pier tour", "the tide app, school kit and pier tour"),
        ("Launch the tide app, rent the pier and hire a guide", "the tide app"),
        ("Unify the forms, abolish the fee for the third child", "unifying the forms"),
    ],
)
def test_a_list_of_things_stays_whole_and_more_work_is_cut_off(text: str, work: str) -> None:
    assert describe(text) == work
