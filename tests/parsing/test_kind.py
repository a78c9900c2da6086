"""Outcome, task, mixed or unclear."""

from __future__ import annotations

import pytest

from coach.domain.statement import StatementKind
from coach.parsing.statement import read_statement


@pytest.mark.parametrize(
    "text",
    [
        "Raise renewals from 40% to 55%",
        "Renewals at 55% by the end of Q2",
        "Cut p95 search latency from 900 ms to 300 ms",
        "NPS 60",
        "No invoice older than 60 days",
        "Every new nurse works with a mentor",
        "Double the number of repeat donors",
        "Raise share of deploys shipped without rollback from 88% to 97%",
        "Support tickets solved at first contact from 58% to 75%",
        "Keep churn under 2%",
        "9 of 10 guests would come again",
        "Customers love our new menu",
        "Median waiting time under 20 min",
        "Complaints per 1,000 parcels down to 3",
        "Bench utilisation at least 80% in each of the 4 labs",
        "Learning budget usage increased to 80%",
        "Shop owners trust the weekly forecast",
        "25 recipes published on the site by readers from outside the club",
        "Courses at 8 schools use our maps for graded work",
    ],
)
def test_a_change_in_the_world_is_an_outcome(text: str) -> None:
    assert read_statement(text).kind is StatementKind.OUTCOME


@pytest.mark.parametrize(
    "text",
    [
        "Launch the new booking form",
        "Migrate 12 services to the new cluster by June 30",
        "Publish 5 posts on the company blog",
        "Write a handbook for volunteers",
        "Volunteer handbook published",
        "New complaints process is documented and in place",
        "Hire three nurses",
        "Conduct 20 interviews with shop owners",
        "Build a self-service portal",
        "Implement single sign-on",
        "Define the pricing model",
        "@noor: record 4 tasting sessions",
        "Clean up the address list",
        "Interview at least 25 growers once, and 15 growers twice",
        "70% of depots migrated",
        "Error budgets defined for 100% of the core services",
        "Monthly cost review meeting with all crew leads",
        "Second cold store rented",
        "Reminders switched on",
        "Lease for the new bakery signed",
        "Booking API v3 is GA",
    ],
)
def test_work_is_a_task_with_or_without_numbers(text: str) -> None:
    assert read_statement(text).kind is StatementKind.TASK


@pytest.mark.parametrize(
    "text",
    [
        "Introduce a loyalty card to raise repeat visits by 15%",
        "Build a self-service portal to cut calls from 900 to 500 a week",
        "Launch single sign-on and move enterprise activation from 20% to 35%",
    ],
)
def test_work_that_carries_a_measured_result_is_mixed(text: str) -> None:
    assert read_statement(text).kind is StatementKind.MIXED


@pytest.mark.parametrize("text", ["", "...", "How can we win back members?", "Synergy"])
def test_what_says_neither_is_unclear(text: str) -> None:
    assert read_statement(text).kind is StatementKind.UNCLEAR


def test_a_measure_that_begins_with_time_to_is_given_to_nobody() -> None:
    assert read_statement("Time to repair a lift down to 4 hours").kind is StatementKind.OUTCOME
    assert read_statement("Caretakers to repair the lift in Block C").kind is StatementKind.TASK


def test_the_deciding_words_are_named() -> None:
    reading = read_statement("Write a handbook for volunteers")
    assert reading.because is not None
    assert reading.because.of(reading.text) == "Write"
    assert reading.decided_by == "work-lead"


def test_a_deadline_does_not_change_the_kind() -> None:
    for text in ("Launch the booking form", "Renewals from 40% to 55%"):
        assert read_statement(f"{text} by June 30").kind is read_statement(text).kind
