from __future__ import annotations

import pytest

from coach.critic.peel import peel
from coach.parsing.statement import read_statement


@pytest.mark.parametrize(
    ("text", "core", "deadline"),
    [
        ("Launch the portal by June", "Launch the portal", " by June"),
        ("By June, launch the portal", "launch the portal", " by June"),
        ("Launch the portal (Q3)", "Launch the portal", " (Q3)"),
        ("Launch the portal as soon as possible", "Launch the portal", " by [deadline]"),
        ("Launch the portal, see #4471", "Launch the portal", ""),
        ("KR 2.3 - Launch the portal", "Launch the portal", ""),
    ],
)
def test_the_core_stands_without_its_deadline_and_references(text: str, core: str, deadline: str) -> None:
    parts = peel(read_statement(text))

    assert (parts.core, parts.deadline) == (core, deadline)


def test_purpose_and_means_are_set_aside() -> None:
    assert peel(read_statement("Launch the portal to improve retention")).purpose == "to improve retention"
    assert peel(read_statement("Improve retention by coaching the hosts")).means == "by coaching the hosts"


def test_a_clause_that_the_sentence_needs_stays() -> None:
    assert peel(read_statement("More young people are using the library")).core == (
        "More young people are using the library"
    )


def test_a_destination_is_no_purpose() -> None:
    parts = peel(read_statement("Handbook translated to Polish"))

    assert (parts.core, parts.purpose) == ("Handbook translated to Polish", "")
